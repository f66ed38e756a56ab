/**
 * Keeps what is being typed: a form with `data-keep="address"` is sent there a moment after each
 * change, without its files and without leaving the page. Its `[data-kept]` line says whether it
 * was kept (`data-kept`) or the line is down (`data-lost`); then it is tried again.
 */
const PAUSE_MS = 1500;
const AGAIN_MS = 10_000;

export function wakeKeeps(root: ParentNode): void {
  for (const form of root.querySelectorAll<HTMLFormElement>("form[data-keep]")) keep(form);
}

function keep(form: HTMLFormElement): void {
  const address = form.dataset["keep"] ?? "";
  const line = form.querySelector<HTMLElement>("[data-kept]");
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = (pause: number): void => {
    clearTimeout(timer);
    timer = setTimeout(send, pause);
  };
  const send = async (): Promise<void> => {
    const isKept = await sent(address, texts(form));
    if (line) line.textContent = line.dataset[isKept ? "kept" : "lost"] ?? "";
    if (!isKept) later(AGAIN_MS);
  };
  form.addEventListener("input", () => later(PAUSE_MS));
  form.addEventListener("submit", () => clearTimeout(timer));
}

/** The texts of a form as it would send them. */
function texts(form: HTMLFormElement): URLSearchParams {
  const all = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") all.append(name, value);
  }
  return all;
}

async function sent(address: string, body: URLSearchParams): Promise<boolean> {
  try {
    const answer = await fetch(address, { method: "POST", body, redirect: "manual" });
    return answer.ok;
  } catch {
    return false;
  }
}
