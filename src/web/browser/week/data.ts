/** What the page gives the editor, and how it says things. */
import type { Booked, Span, Stretch, Window } from "./model";
import { access } from "./model";

export interface Day {
  date: string;
  name: string;
  hijri: string;
  today: boolean;
}

export interface Layer extends Span {
  day: string;
  kind: string;
  label: string;
}

export interface Data {
  official: string;
  week: string;
  version: string;
  csrf: string;
  days: Day[];
  windows: Window[];
  layers: Layer[];
  booked: Booked[];
  clocks: string[];
  said: Record<string, string>;
  values: Record<string, string>;
}

/** The words of the page. */
export class Words {
  readonly #data: Data;

  constructor(data: Data) {
    this.#data = data;
  }

  say(key: string, what = ""): string {
    return (this.#data.said[key] ?? "").replace("%s", () => what);
  }

  clock(at: number): string {
    return this.#data.clocks[Math.round(at / 5)] ?? "";
  }

  span({ from, to }: Span): string {
    return `${this.clock(from)} ${this.say("edit-to")} ${this.clock(to)}`;
  }

  /** Several as the page's language lists them. */
  list(all: string[]): string {
    return new Intl.ListFormat(document.documentElement.lang, { type: "conjunction" }).format(all);
  }

  value(key: string): string {
    return this.#data.values[key] ?? key;
  }

  /** How a stretch is: modes, length, who takes it, for whom, where. */
  how(window: Stretch): string {
    const parts = [
      window.modes.map((mode) => this.value(`mode-${mode}`)).join(" / "),
      this.value(`minutes-${window.slot_minutes}`),
      this.value(`access-${access(window)}`),
    ];
    if (window.section) parts.push(this.value(`section-${window.section}`));
    if (window.place) parts.push(this.value(`place-${window.place}`));
    if (window.on_holiday) parts.push(this.value("holiday"));
    return parts.join(" · ");
  }
}
