/**
 * The week editor: paints a draft with mouse, finger or keys, saves it by itself, and works on while
 * the line is down. The forms of the page do the same without it.
 */
import { asksAll, asksEach } from "./week/asks";
import { brush, byHand } from "./week/brush";
import type { Data } from "./week/data";
import { Words } from "./week/data";
import { Hand } from "./week/hands";
import { Keeper } from "./week/keeper";
import type { Booked, Span, Window } from "./week/model";
import { brushOf, covers, erase, paint, within } from "./week/model";
import { Sheet } from "./week/sheet";

const NARROW = matchMedia("(max-width: 47.99rem)");
const TURNS_MAX = 100;

class Editor {
  readonly #data: Data;
  readonly #words: Words;
  readonly #root: HTMLElement;
  readonly #form: HTMLFormElement;
  readonly #sheet: Sheet;
  readonly #hand: Hand;
  readonly #keeper: Keeper;
  #windows: Window[];
  #undo: Window[][] = [];
  #redo: Window[][] = [];
  #day = 0;

  constructor(root: HTMLElement, form: HTMLFormElement, sheet: HTMLElement) {
    this.#root = root;
    this.#form = form;
    this.#data = JSON.parse(root.dataset["editor"] ?? "{}") as Data;
    this.#words = new Words(this.#data);
    this.#windows = this.#data.windows;
    this.#day = Math.max(0, this.#data.days.findIndex((day) => day.today));
    this.#sheet = new Sheet(sheet, this.#data, this.#words);
    this.#hand = new Hand(this.#sheet, {
      stroke: (marked, how) => {
        const days = marked.days.map((day) => this.#sheet.day(day)?.date ?? "");
        const span = { from: this.#sheet.at(marked.rows[0]), to: this.#sheet.at(marked.rows[1] + 1) };
        void this.#stroke(days, span, this.#does(how, days[0] ?? "", span));
      },
      marks: (marked) => {
        if (!marked) return this.#say("edit-unmarked");
        const days = marked.days.map((day) => this.#sheet.day(day)?.name ?? "");
        this.#say("edit-marked", this.#where(days, { from: this.#sheet.at(marked.rows[0]), to: this.#sheet.at(marked.rows[1] + 1) }));
      },
      turn: (by) => this.#turn(this.#day + by),
    });
    this.#keeper = new Keeper(this.#data, {
      status: (text, state) => {
        const line = this.#part("[data-status]");
        line.textContent = text;
        line.dataset["state"] = state;
      },
      others: (text) => {
        const line = this.#part("[data-others]");
        if (line.textContent !== text) line.textContent = text;
      },
      takes: (windows) => this.#show(windows),
      asks: (asked) => asksEach(this.#words, asked),
      saved: (version) => void renewed(version),
    });
    this.#wake();
  }

  #part(where: string): HTMLElement {
    return this.#root.querySelector<HTMLElement>(where) ?? document.createElement("span");
  }

  #wake(): void {
    for (const part of ["[data-bar]", "[data-sheet]", "[data-legend]", "[data-help]"]) this.#part(part).hidden = false;
    this.#root.classList.add("is-awake");
    for (const input of this.#root.querySelectorAll("[name=step], [name=whole]")) input.addEventListener("change", () => this.#build());
    NARROW.addEventListener("change", () => this.#build());
    this.#part("[data-undo]").addEventListener("click", () => this.#back());
    this.#part("[data-redo]").addEventListener("click", () => this.#forth());
    this.#root.addEventListener("keydown", (event) => this.#keys(event));
    document.addEventListener("submit", (event) => this.#submits(event));
    document.addEventListener("click", (event) => this.#leaves(event));
    const unsent = this.#keeper.unsent();
    this.#build();
    if (unsent) this.#take(unsent);
  }

  /** Draws the grid anew, as wide and as fine as it is wished. */
  #build(): void {
    const checked = this.#root.querySelector<HTMLInputElement>("[name=step]:checked");
    const whole = this.#root.querySelector<HTMLInputElement>("[name=whole]");
    const days = NARROW.matches ? this.#data.days.slice(this.#day, this.#day + 1) : this.#data.days;
    this.#sheet.build({ days, step: Number(checked?.value ?? 30), whole: whole?.checked ?? false }, this.#windows);
    this.#hand.settle(false);
    this.#tabs();
  }

  /** One day at a time on a narrow screen: a button for each. */
  #tabs(): void {
    const tabs = this.#data.days.map((day, number) => {
      const tab = document.createElement("button");
      tab.type = "button";
      tab.textContent = day.name;
      tab.setAttribute("aria-pressed", String(number === this.#day));
      tab.addEventListener("click", () => {
        this.#turn(number);
        this.#part("[data-days] [aria-pressed=true]").focus();
      });
      return tab;
    });
    this.#part("[data-days]").replaceChildren(...tabs);
  }

  #turn(to: number): boolean {
    if (!NARROW.matches || !this.#data.days[to]) return false;
    this.#day = to;
    this.#build();
    return true;
  }

  /** What a stroke does: a drag that begins on what the brush would paint takes it out. */
  #does(how: "brush" | "drag" | "erase", day: string, span: Span): "paint" | "erase" {
    const tool = this.#root.querySelector<HTMLInputElement>("[name=tool]:checked")?.value;
    if (how === "erase" || tool === "erase") return "erase";
    const first = { from: span.from, to: span.from + this.#sheet.view.step };
    const key = brushOf(brush(this.#form));
    const isSame = within(this.#windows, day, first).some((window) => brushOf(window) === key);
    return how === "drag" && isSame ? "erase" : "paint";
  }

  async #stroke(days: string[], span: Span, what: "paint" | "erase"): Promise<void> {
    let windows: Window[] | null = this.#windows;
    for (const day of days) {
      windows = what === "erase" ? erase(windows, day, span) : paint(windows, day, span, brush(this.#form));
      if (!windows) return this.#say("edit-short");
    }
    const hit = this.#hit(windows);
    if (hit.length > 0 && !(await asksAll(this.#words, hit))) return;
    if (JSON.stringify(windows) === JSON.stringify(this.#windows)) return this.#say("edit-unmarked");
    this.#take(windows);
    const names = this.#data.days.filter((day) => days.includes(day.date)).map((day) => day.name);
    this.#say(what === "erase" ? "edit-erased" : "edit-painted", this.#where(names, span));
  }

  /** Whose time the draft has now and would not have any more. */
  #hit(windows: Window[]): Booked[] {
    return this.#data.booked.filter((one) => covers(this.#windows, one) && !covers(windows, one));
  }

  #where(days: string[], span: Span): string {
    return `${this.#words.list(days)} · ${this.#words.span(span)}`;
  }

  /** The draft becomes another one, by hand: it can be undone, and is saved. */
  #take(windows: Window[]): void {
    this.#undo = [...this.#undo, this.#windows].slice(-TURNS_MAX);
    this.#redo = [];
    this.#show(windows);
    this.#keeper.change(windows);
  }

  #show(windows: Window[]): void {
    this.#windows = windows;
    this.#sheet.draw(windows);
    this.#hand.settle(this.#sheet.root.contains(document.activeElement));
    this.#root.querySelector("[data-undo]")?.toggleAttribute("disabled", this.#undo.length === 0);
    this.#root.querySelector("[data-redo]")?.toggleAttribute("disabled", this.#redo.length === 0);
  }

  #back(): void {
    const before = this.#undo.pop();
    if (!before) return this.#say("edit-nothing-undone");
    this.#redo.push(this.#windows);
    this.#show(before);
    this.#keeper.change(before);
    this.#say("edit-undone");
  }

  #forth(): void {
    const after = this.#redo.pop();
    if (!after) return this.#say("edit-nothing-undone");
    this.#undo.push(this.#windows);
    this.#show(after);
    this.#keeper.change(after);
    this.#say("edit-redone");
  }

  #keys(event: KeyboardEvent): void {
    const isTyping = event.target instanceof HTMLElement && event.target.matches("input[type=text], input[type=time], textarea");
    if (isTyping || !(event.ctrlKey || event.metaKey)) return;
    const key = event.key.toLowerCase();
    if (key === "z" && !event.shiftKey) this.#back();
    else if (key === "y" || (key === "z" && event.shiftKey)) this.#forth();
    else return;
    event.preventDefault();
  }

  /** The forms of the page: what they change in the draft is painted, what leaves it waits for the save. */
  #submits(event: SubmitEvent): void {
    const form = event.target;
    if (!(form instanceof HTMLFormElement)) return;
    if (form === this.#form || form.matches("[data-take]")) {
      const by = byHand(form);
      if (!by) return;
      event.preventDefault();
      const what = event.submitter?.getAttribute("value") === "erase" || form.matches("[data-take]") ? "erase" : "paint";
      void this.#stroke([by.day], by.span, what);
    } else if (form.matches("[data-leaves]")) {
      event.preventDefault();
      void this.#keeper.flush().then((isSaved) => {
        if (isSaved) form.submit();
      });
    }
  }

  /** A link that leaves the editor is followed once all is saved. */
  #leaves(event: MouseEvent): void {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("main a[href]") : null;
    if (!link || event.ctrlKey || event.metaKey || event.button !== 0 || link.hash) return;
    event.preventDefault();
    void this.#keeper.flush().then(() => location.assign(link.href));
  }

  /** Says in the live region what was done. */
  #say(key: string, what = ""): void {
    const line = this.#part("[data-say]");
    line.dataset["key"] = key;
    line.textContent = this.#words.say(key, what);
  }
}

/** After a save the page's words and versions are those of the server again. */
async function renewed(version: string): Promise<void> {
  for (const input of document.querySelectorAll<HTMLInputElement>("input[name=version]")) input.value = version;
  const answer = await fetch(location.href, { cache: "no-store" }).catch(() => null);
  const page = answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  const [old, fresh] = [document.getElementById("draft-words"), page?.getElementById("draft-words")];
  if (old && fresh && !old.contains(document.activeElement)) old.replaceWith(fresh);
}

const root = document.getElementById("editor");
const form = root?.querySelector<HTMLFormElement>("[data-brush]");
const sheet = root?.querySelector<HTMLElement>("[data-sheet]");
if (root && form && sheet) new Editor(root, form, sheet);
