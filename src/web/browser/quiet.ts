/**
 * Forms that must not take their page away: inside `[data-quiet][id]` a form is sent beside the page,
 * and the region is taken out of the answer. A page on which somebody talks stays what it is.
 */
export function wakeQuiet(root: ParentNode, wake: (root: ParentNode) => void): void {
  const regions = [...root.querySelectorAll<HTMLElement>("[data-quiet][id]")];
  if (root instanceof HTMLElement && root.matches("[data-quiet][id]")) regions.push(root);
  for (const region of regions) {
    for (const form of region.querySelectorAll("form")) {
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        void send(region, form, wake);
      });
    }
  }
}

async function send(
  region: HTMLElement,
  form: HTMLFormElement,
  wake: (root: ParentNode) => void,
): Promise<void> {
  const body = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
  try {
    const answer = await fetch(form.action, { method: "POST", body });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(region.id);
    if (!answer.ok || !fresh) throw new Error(String(answer.status));
    region.replaceWith(fresh);
    wake(fresh);
    const next = fresh.querySelector<HTMLElement>("[aria-invalid], h2");
    if (next && !next.matches("input, textarea, select")) next.tabIndex = -1;
    next?.focus();
  } catch {
    // What it says cannot be shown in its place: go there as without this script.
    form.submit();
  }
}
