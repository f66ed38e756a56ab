/**
 * Saves the draft by itself, a moment after the last change. While the line is down it is kept in
 * this browser and sent again; what somebody else changed meanwhile comes back with the answer.
 */
import type { Asked } from "./asks";
import type { Data } from "./data";
import type { Window } from "./model";

const PAUSE_MS = 1000;
const AGAIN_MS = 5000;
const BEAT_MS = 15_000;

interface Answer {
  what: "saved" | "merged" | "asked" | "refused";
  version: string;
  /** What is drafted from now on; of what is asked about, the other's. */
  windows: Window[];
  /** What stands on the server. */
  standing: Window[];
  said: string;
  asked: Asked[];
}

interface Here {
  version: string;
  others: string;
}

export interface Keeps {
  /** How the draft stands: in words, and as the page's styles know it. */
  status(text: string, state: "unsent" | "saving" | "lost" | Answer["what"]): void;
  /** Who else has it open; blank is nobody. */
  others(text: string): void;
  /** The draft is another one now. */
  takes(windows: Window[]): void;
  /** Which of two drafts of the same time stands: true is one's own. */
  asks(asked: Asked[]): Promise<boolean[]>;
  /** It is saved as it is drawn. */
  saved(version: string): void;
}

export class Keeper {
  readonly #data: Data;
  readonly #keeps: Keeps;
  readonly #name: string;
  #version: string;
  #base: Window[];
  #windows: Window[];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sending: Promise<void> | null = null;

  constructor(data: Data, keeps: Keeps) {
    this.#data = data;
    this.#keeps = keeps;
    this.#name = `week:${data.official}:${data.week}`;
    this.#version = data.version;
    this.#base = data.windows;
    this.#windows = data.windows;
    addEventListener("online", () => this.#later(0));
    const beat = async (): Promise<void> => {
      await this.#beat();
      setTimeout(() => void beat(), BEAT_MS);
    };
    void beat();
  }

  /** What a page before this one could not send, if anything. */
  unsent(): Window[] | null {
    const kept = sessionStorage.getItem(this.#name);
    if (!kept) return null;
    const { version, base, windows } = JSON.parse(kept) as { version: string; base: Window[]; windows: Window[] };
    this.#version = version;
    this.#base = base;
    return windows;
  }

  /** The draft was changed. */
  change(windows: Window[]): void {
    this.#windows = windows;
    this.#store();
    this.#keeps.status(this.#said("edit-unsent"), "unsent");
    this.#later(PAUSE_MS);
  }

  /** Until it is sent, it is this browser's; a page that is loaded again finds it. */
  #store(): void {
    const kept = { version: this.#version, base: this.#base, windows: this.#windows };
    sessionStorage.setItem(this.#name, JSON.stringify(kept));
  }

  /** Sends what is not saved yet; true once all of it is. */
  async flush(): Promise<boolean> {
    clearTimeout(this.#timer);
    for (let tries = 0; tries < 3 && this.#isDirty(); tries += 1) await this.#send();
    return !this.#isDirty();
  }

  #said(key: string): string {
    return this.#data.said[key] ?? "";
  }

  #isDirty(): boolean {
    return JSON.stringify(this.#windows) !== JSON.stringify(this.#base);
  }

  #later(pause: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#send(), pause);
  }

  /** One at a time: what changes meanwhile goes with the next. */
  async #send(): Promise<void> {
    if (this.#sending) {
      await this.#sending;
      if (this.#isDirty()) this.#later(0);
      return;
    }
    this.#sending = this.#exchange();
    await this.#sending;
    this.#sending = null;
  }

  async #exchange(): Promise<void> {
    const sent = this.#windows;
    this.#keeps.status(this.#said("edit-saving"), "saving");
    const body = { version: this.#version, base: JSON.stringify(this.#base), windows: JSON.stringify(sent) };
    const answer = await this.#post<Answer>("/office/week/edit", body);
    if (!answer) {
      this.#keeps.status(this.#said("edit-lost"), "lost");
      this.#later(AGAIN_MS);
    } else if (answer.what === "refused") {
      this.#keeps.status(answer.said, answer.what);
    } else if (answer.what === "asked") {
      await this.#resolve(answer);
    } else {
      this.#settle(answer, sent);
    }
  }

  #settle(answer: Answer, sent: Window[]): void {
    const isStill = JSON.stringify(this.#windows) === JSON.stringify(sent);
    if (!isStill) {
      // It was changed while it was on its way. Where nobody else changed anything, the next is made
      // from what stands; else from what was sent, and is merged once more.
      if (answer.what === "saved") this.#stands(answer.version, answer.windows);
      else this.#base = sent;
      this.#store();
      this.#later(0);
      return;
    }
    this.#stands(answer.version, answer.windows);
    const isOther = JSON.stringify(answer.windows) !== JSON.stringify(sent);
    this.#windows = answer.windows;
    sessionStorage.removeItem(this.#name);
    if (isOther) this.#keeps.takes(answer.windows);
    this.#keeps.status(answer.said, answer.what);
    this.#keeps.saved(answer.version);
  }

  #stands(version: string, windows: Window[]): void {
    this.#version = version;
    this.#base = windows;
  }

  /** Both changed the same times: somebody says which one it is, and that is sent. */
  async #resolve(answer: Answer): Promise<void> {
    this.#keeps.status(answer.said, answer.what);
    const own = await this.#keeps.asks(answer.asked);
    const isIn = (list: Window[], window: Window): boolean => list.some((each) => JSON.stringify(each) === JSON.stringify(window));
    let windows = answer.windows;
    answer.asked.forEach((one, number) => {
      if (!own[number]) return;
      windows = [...windows.filter((each) => !isIn(one.theirs, each)), ...one.mine];
    });
    windows.sort((one, other) => (one.day + one.from < other.day + other.from ? -1 : 1));
    this.#stands(answer.version, answer.standing);
    this.#keeps.takes(windows);
    this.change(windows);
  }

  async #beat(): Promise<void> {
    const here = await this.#post<Here>("/office/week/edit/here", {});
    if (!here) return;
    this.#keeps.others(here.others);
    if (here.version !== this.#version && !this.#isDirty() && !this.#sending) this.#later(0);
  }

  async #post<T>(address: string, fields: Record<string, string>): Promise<T | null> {
    const { csrf, official, week } = this.#data;
    try {
      const body = new URLSearchParams({ csrf, official, week, ...fields });
      const answer = await fetch(address, { method: "POST", body, redirect: "manual" });
      return answer.ok ? ((await answer.json()) as T) : null;
    } catch {
      return null;
    }
  }
}
