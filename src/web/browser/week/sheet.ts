/**
 * The grid as it is drawn: a row per step of the clock and a cell per day, for whoever reads with
 * ears; over it the stretches, bookings and layers, for whoever reads with eyes.
 */
import type { Data, Day, Words } from "./data";
import type { Span, Window } from "./model";
import { access, minutes, within } from "./model";

/** A cell of the grid: which of the shown days, which row. */
export interface Spot {
  day: number;
  row: number;
}

/** What of the week is drawn. */
export interface View {
  days: Day[];
  step: number;
  whole: boolean;
}

/** Without a wish to see the whole day: the hours in which somebody works. */
const USUAL: Span = { from: 7 * 60, to: 18 * 60 };

export class Sheet {
  readonly root: HTMLElement;
  readonly #data: Data;
  readonly #words: Words;
  #view: View = { days: [], step: 30, whole: false };
  #hours: Span = USUAL;
  #cells: HTMLElement[][] = [];

  constructor(root: HTMLElement, data: Data, words: Words) {
    this.root = root;
    this.#data = data;
    this.#words = words;
  }

  get rows(): number {
    return this.#cells.length;
  }

  get view(): View {
    return this.#view;
  }

  /** The minutes of a row. */
  at(row: number): number {
    return this.#hours.from + row * this.#view.step;
  }

  day(index: number): Day | undefined {
    return this.#view.days[index];
  }

  cell(spot: Spot): HTMLElement | undefined {
    return this.#cells[spot.row]?.[spot.day];
  }

  /** Which cell a node of the page is in. */
  spotOf(node: EventTarget | null): Spot | null {
    if (!(node instanceof HTMLElement)) return null;
    const cell = node.closest<HTMLElement>("[role=gridcell]");
    if (!cell || !this.root.contains(cell)) return null;
    return { day: Number(cell.dataset["day"]), row: Number(cell.dataset["row"]) };
  }

  /** Draws everything anew: other days, another step, or another week. */
  build(view: View, windows: Window[]): void {
    this.#view = view;
    this.#hours = this.#span(windows);
    const grid = made("div", "sheet-grid");
    grid.setAttribute("role", "grid");
    grid.setAttribute("aria-multiselectable", "true");
    grid.setAttribute("aria-label", this.#words.say("edit-grid"));
    grid.setAttribute("aria-describedby", "edit-keys");
    grid.style.setProperty("--days", String(view.days.length));
    grid.append(this.#head());
    const body = made("div", "sheet-body");
    body.setAttribute("role", "rowgroup");
    this.#cells = [];
    for (let at = this.#hours.from; at < this.#hours.to; at += view.step) body.append(this.#row(at));
    const over = made("div", "sheet-over");
    over.setAttribute("aria-hidden", "true");
    body.append(over);
    grid.append(body);
    this.root.replaceChildren(grid);
    this.draw(windows);
  }

  /** Draws what stands in the week. */
  draw(windows: Window[]): void {
    const hours = this.#span(windows);
    if (hours.from < this.#hours.from || hours.to > this.#hours.to) {
      this.build(this.#view, windows);
      return;
    }
    this.#cells.forEach((row, number) => row.forEach((cell, day) => this.#label(cell, { day, row: number }, windows)));
    const over = this.root.querySelector(".sheet-over");
    over?.replaceChildren(...this.#view.days.map((day) => this.#column(day, windows)));
  }

  /** The hours that are shown: the usual ones, and whatever stands outside them. */
  #span(windows: Window[]): Span {
    if (this.#view.whole) return { from: 0, to: 1440 };
    const hour = (at: number, up: number): number => Math.floor((at + up) / 60) * 60;
    const stand = [
      ...windows.map((each) => ({ from: minutes(each.from), to: minutes(each.to) })),
      ...this.#data.booked,
    ];
    return {
      from: Math.min(USUAL.from, ...stand.map((each) => hour(each.from, 0))),
      to: Math.max(USUAL.to, ...stand.map((each) => hour(each.to, 59))),
    };
  }

  #head(): HTMLElement {
    const head = made("div", "sheet-row sheet-head");
    head.setAttribute("role", "row");
    const corner = made("span", "sheet-hour", this.#words.say("edit-hour"));
    corner.setAttribute("role", "columnheader");
    head.append(corner);
    for (const day of this.#view.days) {
      const cell = made("span", day.today ? "sheet-day is-today" : "sheet-day", day.name);
      cell.setAttribute("role", "columnheader");
      cell.append(made("span", "hijri", day.hijri));
      head.append(cell);
    }
    return head;
  }

  #row(at: number): HTMLElement {
    const row = made("div", at % 60 === 0 ? "sheet-row is-hour" : "sheet-row");
    row.setAttribute("role", "row");
    const hour = made("span", "sheet-hour", this.#words.clock(at));
    hour.setAttribute("role", "rowheader");
    row.append(hour);
    const number = this.#cells.length;
    const cells = this.#view.days.map((_, day) => {
      const cell = made("span", "sheet-cell");
      cell.setAttribute("role", "gridcell");
      cell.tabIndex = -1;
      cell.dataset["day"] = String(day);
      cell.dataset["row"] = String(number);
      return cell;
    });
    this.#cells.push(cells);
    row.append(...cells);
    return row;
  }

  /** What a cell says to whoever cannot see the blocks over it. */
  #label(cell: HTMLElement, spot: Spot, windows: Window[]): void {
    const day = this.day(spot.day);
    if (!day) return;
    const span = { from: this.at(spot.row), to: this.at(spot.row) + this.#view.step };
    const there = within(windows, day.date, span).map((window) => this.#words.how(window));
    const touches = (each: Span & { day: string }): boolean => each.day === day.date && each.from < span.to && span.from < each.to;
    const booked = this.#data.booked.filter(touches).map((each) => this.#words.say("edit-booked", each.label));
    const layers = this.#data.layers.filter(touches).map((each) => each.label);
    const said = there.length > 0 ? there : [this.#words.say("edit-nothing")];
    cell.setAttribute("aria-label", [`${day.name} ${this.#words.span(span)}`, ...said, ...booked, ...layers].join(". "));
    cell.classList.toggle("is-set", there.length > 0);
  }

  #column(day: Day, windows: Window[]): HTMLElement {
    const column = made("div", "sheet-column");
    for (const layer of this.#data.layers.filter((each) => each.day === day.date)) {
      const band = this.#block(layer, `sheet-layer ${layer.kind}`);
      if (band) column.append(band);
      if (band && layer.to - layer.from > 60) band.append(made("span", "sheet-text", layer.label));
    }
    for (const window of windows.filter((each) => each.day === day.date)) {
      const kind = access(window);
      const span = { from: minutes(window.from), to: minutes(window.to) };
      const block = this.#block(span, `sheet-block ${kind.startsWith("urgent") ? "urgent" : kind}`);
      block?.append(made("b", "sheet-text", this.#words.span(span)), made("span", "sheet-text", this.#words.how(window)));
      if (block) column.append(block);
    }
    for (const taken of this.#data.booked.filter((each) => each.day === day.date)) {
      const block = this.#block(taken, "sheet-taken");
      block?.append(made("bdi", "sheet-text", taken.label));
      if (block) column.append(block);
    }
    return column;
  }

  /** A block that lies over its hours; nothing where none of them is shown. */
  #block(span: Span, name: string): HTMLElement | null {
    const [from, to] = [Math.max(span.from, this.#hours.from), Math.min(span.to, this.#hours.to)];
    if (from >= to) return null;
    const share = (part: number): string => `${(part * 100) / (this.#hours.to - this.#hours.from)}%`;
    const block = made("div", name);
    block.style.setProperty("inset-block-start", share(from - this.#hours.from));
    block.style.setProperty("block-size", share(to - from));
    return block;
  }
}

function made(tag: string, name: string, text = ""): HTMLElement {
  const node = document.createElement(tag);
  node.className = name;
  if (text) node.textContent = text;
  return node;
}
