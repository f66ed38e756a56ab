/**
 * Keys for lists: inside `[data-rows]` the arrows, or j and k, go from one `[data-row]` link to the
 * next; Enter opens it, as a link does. `[data-keys]` says so where scripts run, and its switch turns
 * the two letters off for good: who speaks to a computer types letters without meaning to.
 *
 * Nobody is caught in the list: Tab goes on as ever, and nothing happens while somebody writes.
 */
const OFF = "majlis-keys-off";
const NEXT = 1;
const BACK = -1;

function isOff(): boolean {
  return localStorage.getItem(OFF) !== null;
}

export function wakeRows(root: ParentNode): void {
  for (const help of root.querySelectorAll<HTMLElement>("[data-keys]")) tell(help);
}

/** Shows the line of help, and its switch. */
function tell(help: HTMLElement): void {
  help.hidden = false;
  const button = help.querySelector<HTMLButtonElement>("[data-keys-switch]");
  if (!button) return;
  const say = (): void => {
    button.textContent = (isOff() ? button.dataset["on"] : button.dataset["off"]) ?? "";
  };
  say();
  button.addEventListener("click", () => {
    if (isOff()) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "yes");
    say();
  });
}

/** Which way a key goes: letters from anywhere on the page, arrows only from a row. */
function way(event: KeyboardEvent, isInside: boolean): number {
  if (event.key === "ArrowDown") return isInside ? NEXT : 0;
  if (event.key === "ArrowUp") return isInside ? BACK : 0;
  if (isOff()) return 0;
  // The key itself, so that it works under an Arabic layout too.
  if (event.code === "KeyJ") return NEXT;
  return event.code === "KeyK" ? BACK : 0;
}

function writes(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || writes(event.target)) return;
  const rows = [...document.querySelectorAll<HTMLElement>("[data-rows] [data-row]")];
  const here = rows.findIndex((row) => row === document.activeElement);
  const step = way(event, here >= 0);
  if (step === 0 || rows.length === 0) return;
  const next = here < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, here + step));
  event.preventDefault();
  rows[next]?.focus();
});
