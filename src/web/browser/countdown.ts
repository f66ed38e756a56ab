/**
 * A hold's remaining time, counting down.
 *
 * `<div data-expires-at data-server-now data-said-minutes data-said-last data-expired>`, with the clock
 * in `[data-clock]` and a polite live region in `[data-spoken]`. The clock is hidden from screen
 * readers, who are told each full minute, the last half minute and the end instead.
 */
import { digitsLike } from "./digits";
import { serverTime } from "./skew";

const LAST_SECONDS = 30;

export function wakeCountdowns(root: ParentNode): void {
  for (const box of root.querySelectorAll<HTMLElement>("[data-expires-at]")) start(box);
}

function start(box: HTMLElement): void {
  const time = serverTime(box);
  const end = Date.parse(box.dataset["expiresAt"] ?? "");
  const clock = box.querySelector<HTMLElement>("[data-clock]");
  const spoken = box.querySelector<HTMLElement>("[data-spoken]");
  if (Number.isNaN(end) || !clock) return;
  let lastSaid = -1;

  const tick = (): void => {
    const left = Math.max(0, Math.ceil((end - time.now()) / 1000));
    const minutes = Math.floor(left / 60);
    const seconds = String(left % 60).padStart(2, "0");
    clock.textContent = digitsLike(`${minutes}:${seconds}`);
    box.classList.toggle("is-short", left <= 60);
    const mark = left === 0 ? 0 : left <= LAST_SECONDS ? LAST_SECONDS : Math.ceil(left / 60) * 60;
    if (mark !== lastSaid && spoken) {
      if (lastSaid !== -1 || left <= 60) spoken.textContent = words(box, mark);
      lastSaid = mark;
    }
    if (left === 0) {
      box.classList.add("is-over");
      clearInterval(timer);
      const next = box.dataset["expiredHref"];
      if (next) location.assign(next);
    }
  };
  const timer = setInterval(tick, 250);
  tick();
}

/** The sentences come with the page, in its language: `data-said-60`, `data-said-120`, …, `data-said-0`. */
function words(box: HTMLElement, mark: number): string {
  return box.getAttribute(`data-said-${mark}`) ?? "";
}
