/**
 * Live regions: `<section id data-live="/path" data-every="5">` is fetched anew and swapped.
 *
 * With `data-events="/path"` the server says when there is news, and the slow rhythm is only the
 * fallback. The page itself is the source: the same path is asked for and the node with the same id
 * is taken out of it, so that there is one template for both. What a person is typing in is left alone.
 */
const SLOWEST_SECONDS = 60;

export function wakeLive(root: ParentNode, wake: (root: ParentNode) => void): void {
  for (const region of root.querySelectorAll<HTMLElement>("[data-live][id]")) follow(region, wake);
}

function follow(first: HTMLElement, wake: (root: ParentNode) => void): void {
  const path = first.dataset["live"] || location.href;
  const every = Math.max(1, Number(first.dataset["every"] ?? "10"));
  const id = first.id;
  let seconds = every;
  let asking = false;

  const renew = async (): Promise<void> => {
    const region = document.getElementById(id);
    if (!region || asking || document.hidden || busy(region)) return;
    asking = true;
    try {
      const answer = await fetch(path, { headers: { "X-Live": id }, cache: "no-store" });
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(id);
      if (fresh && plain(fresh) !== plain(region)) {
        keepOpen(region, fresh);
        region.replaceWith(fresh);
        wake(fresh);
      }
      seconds = every;
      offline(false);
    } catch {
      seconds = Math.min(SLOWEST_SECONDS, seconds * 2);
      offline(true);
    } finally {
      asking = false;
    }
  };

  const again = (): void => {
    setTimeout(() => void renew().then(again), seconds * 1000);
  };
  again();
  document.addEventListener("visibilitychange", () => void renew());
  const events = first.dataset["events"];
  if (events) new EventSource(events).addEventListener("message", () => void renew());
}

/** Whether a person is in the middle of something in there. */
function busy(region: HTMLElement): boolean {
  const active = document.activeElement;
  if (!active || !region.contains(active)) return false;
  return active.matches("input:not([type=hidden]), textarea, select");
}

/** The markup that a person would see differ; what scripts have written meanwhile does not count. */
function plain(region: HTMLElement): string {
  const copy = region.cloneNode(true) as HTMLElement;
  for (const node of copy.querySelectorAll("[data-waiting-since]")) node.textContent = "";
  for (const node of copy.querySelectorAll("details")) node.removeAttribute("open");
  for (const node of copy.querySelectorAll("input[name=csrf]")) node.removeAttribute("value");
  for (const node of [copy, ...copy.querySelectorAll("*")]) node.removeAttribute("data-server-now");
  return copy.innerHTML;
}

function keepOpen(from: HTMLElement, to: HTMLElement): void {
  for (const node of from.querySelectorAll<HTMLDetailsElement>("details[open][id]")) {
    const same = to.querySelector<HTMLDetailsElement>(`#${CSS.escape(node.id)}`);
    if (same) same.open = true;
  }
}

/** Says on the page that what it shows may be old. */
function offline(is: boolean): void {
  for (const node of document.querySelectorAll<HTMLElement>("[data-stale]")) node.hidden = !is;
}
