/**
 * The server's time, as well as this page can know it.
 *
 * The server says its `now` with everything that counts; a person's own clock may be wrong, so only
 * the time passed since the page came is taken from it (`performance.now` is never set by hand).
 */
export class ServerTime {
  readonly #said: number;
  readonly #heard: number;

  constructor(said: string) {
    const parsed = Date.parse(said);
    this.#said = Number.isNaN(parsed) ? Date.now() : parsed;
    this.#heard = performance.now();
  }

  /** Milliseconds since 1970 by the server's clock. */
  now(): number {
    return this.#said + (performance.now() - this.#heard);
  }
}

let page: ServerTime | undefined;

/** The time of the page: from `data-server-now` of the node or of the document. */
export function serverTime(node: HTMLElement): ServerTime {
  const own = node.dataset["serverNow"];
  if (own) return new ServerTime(own);
  page ??= new ServerTime(document.documentElement.dataset["serverNow"] ?? "");
  return page;
}
