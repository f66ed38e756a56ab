/**
 * How long somebody waits, by the server's clock: `<b data-waiting-since data-server-now>4</b>`.
 *
 * The number came with the page and is kept current. Where `data-late-after` minutes are given, the
 * nearest `[data-person]` is marked late.
 */
import { digitsLike } from "./digits";
import { serverTime } from "./skew";

const EVERY_MS = 5000;

export function wakeWaits(root: ParentNode): void {
  for (const node of root.querySelectorAll<HTMLElement>("[data-waiting-since]")) start(node);
}

function start(node: HTMLElement): void {
  const since = Date.parse(node.dataset["waitingSince"] ?? "");
  if (Number.isNaN(since)) return;
  const time = serverTime(node);
  const late = Number(node.dataset["lateAfter"] ?? "Infinity");
  const show = (): void => {
    if (!node.isConnected) {
      clearInterval(timer);
      return;
    }
    const minutes = Math.max(0, Math.floor((time.now() - since) / 60_000));
    node.textContent = digitsLike(String(minutes));
    node.closest("[data-person]")?.classList.toggle("is-late", minutes >= late);
  };
  const timer = setInterval(show, EVERY_MS);
  show();
}
