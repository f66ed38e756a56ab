/**
 * Mouse, finger and keys on the grid. A mouse drags; a finger rests for a moment and drags, so that
 * the page still scrolls; keys go by the ARIA grid: arrows move, with Shift they mark, Space paints.
 */
import type { Sheet, Spot } from "./sheet";

/** A rectangle of the grid, ends included. */
export interface Marked {
  days: number[];
  rows: [number, number];
}

export interface Hands {
  /** Something is done to the marked cells; a mouse's drag that began on what it would paint erases. */
  stroke(marked: Marked, how: "brush" | "drag" | "erase"): void;
  /** The marked cells changed; none where nothing is marked any more. */
  marks(marked: Marked | null): void;
  /** The next day, where only one is shown; false where there is none. */
  turn(by: number): boolean;
}

/** A finger that rests so long paints; one that moves before scrolls. */
const REST_MS = 300;
const REST_PIXELS = 10;
const PAGE_ROWS = 4;

export class Hand {
  readonly #sheet: Sheet;
  readonly #hands: Hands;
  #spot: Spot = { day: 0, row: 0 };
  #anchor: Spot | null = null;
  #isDragging = false;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #touched: { x: number; y: number } | null = null;

  constructor(sheet: Sheet, hands: Hands) {
    this.#sheet = sheet;
    this.#hands = hands;
    const root = sheet.root;
    root.addEventListener("keydown", (event) => this.#key(event));
    root.addEventListener("mousedown", (event) => this.#press(event));
    root.addEventListener("mouseover", (event) => this.#drag(sheet.spotOf(event.target)));
    addEventListener("mouseup", () => this.#release());
    root.addEventListener("touchstart", (event) => this.#touch(event), { passive: true });
    root.addEventListener("touchmove", (event) => this.#move(event), { passive: false });
    root.addEventListener("touchend", (event) => this.#lift(event));
    root.addEventListener("touchcancel", () => this.#cancel());
    root.addEventListener("contextmenu", (event) => {
      if (this.#isDragging) event.preventDefault();
    });
    root.addEventListener("focusin", (event) => {
      const spot = sheet.spotOf(event.target);
      if (spot) this.#rove(spot);
    });
  }

  /** After the grid was drawn anew: the same spot can be reached by the tab key. */
  settle(takesFocus: boolean): void {
    const row = Math.max(0, Math.min(this.#spot.row, this.#sheet.rows - 1));
    const day = Math.max(0, Math.min(this.#spot.day, this.#sheet.view.days.length - 1));
    this.#anchor = null;
    this.#rove({ day, row });
    if (takesFocus) this.#sheet.cell(this.#spot)?.focus();
    this.#show();
  }

  #rove(spot: Spot): void {
    for (const cell of this.#sheet.root.querySelectorAll<HTMLElement>("[role=gridcell][tabindex='0']")) cell.tabIndex = -1;
    this.#spot = spot;
    const cell = this.#sheet.cell(spot);
    if (cell) cell.tabIndex = 0;
  }

  #marked(): Marked {
    const other = this.#anchor ?? this.#spot;
    const [first, last] = [Math.min(this.#spot.day, other.day), Math.max(this.#spot.day, other.day)];
    const days = Array.from({ length: last - first + 1 }, (_, index) => first + index);
    return { days, rows: [Math.min(this.#spot.row, other.row), Math.max(this.#spot.row, other.row)] };
  }

  /** Shows which cells are marked. */
  #show(): void {
    const marked = this.#anchor ? this.#marked() : null;
    for (const cell of this.#sheet.root.querySelectorAll<HTMLElement>("[role=gridcell]")) {
      const [day, row] = [Number(cell.dataset["day"]), Number(cell.dataset["row"])];
      const isIn = marked !== null && marked.days.includes(day) && marked.rows[0] <= row && row <= marked.rows[1];
      cell.setAttribute("aria-selected", String(isIn));
    }
  }

  #stroke(how: "brush" | "drag" | "erase"): void {
    const marked = this.#marked();
    this.#unmark();
    this.#hands.stroke(marked, how);
  }

  #unmark(): void {
    this.#anchor = null;
    this.#isDragging = false;
    this.#show();
  }

  #press(event: MouseEvent): void {
    const spot = this.#sheet.spotOf(event.target);
    if (!spot || event.button !== 0) return;
    event.preventDefault();
    if (event.shiftKey) {
      this.#anchor ??= this.#spot;
      this.#go(spot);
      this.#hands.marks(this.#marked());
      return;
    }
    this.#begin(spot);
    this.#sheet.cell(spot)?.focus();
  }

  #begin(spot: Spot): void {
    this.#rove(spot);
    this.#anchor = spot;
    this.#isDragging = true;
    this.#show();
  }

  #drag(spot: Spot | null): void {
    if (!this.#isDragging || !spot) return;
    this.#rove(spot);
    this.#show();
  }

  #release(): void {
    if (this.#isDragging) this.#stroke("drag");
  }

  #touch(event: TouchEvent): void {
    this.#cancel();
    const [finger] = event.touches;
    const spot = this.#sheet.spotOf(event.target);
    if (!finger || !spot || event.touches.length > 1) return;
    this.#touched = { x: finger.clientX, y: finger.clientY };
    this.#rest = setTimeout(() => this.#begin(spot), REST_MS);
  }

  #move(event: TouchEvent): void {
    const [finger] = event.touches;
    if (!finger || !this.#touched) return;
    if (this.#isDragging) {
      event.preventDefault();
      this.#drag(this.#sheet.spotOf(document.elementFromPoint(finger.clientX, finger.clientY)));
      return;
    }
    const far = Math.hypot(finger.clientX - this.#touched.x, finger.clientY - this.#touched.y);
    if (far > REST_PIXELS) this.#cancel();
  }

  #lift(event: TouchEvent): void {
    clearTimeout(this.#rest);
    const isTap = this.#touched !== null && !this.#isDragging;
    this.#touched = null;
    const spot = this.#sheet.spotOf(event.target);
    if (isTap && spot) this.#begin(spot);
    // The mouse events that a browser makes of a touch would do it a second time.
    if (this.#isDragging) event.preventDefault();
    this.#release();
  }

  #cancel(): void {
    clearTimeout(this.#rest);
    this.#touched = null;
    if (this.#isDragging) this.#unmark();
  }

  /** Moves to a spot, marking from the anchor if there is one. */
  #go(spot: Spot): void {
    this.#rove(spot);
    this.#sheet.cell(spot)?.focus();
    this.#show();
  }

  #key(event: KeyboardEvent): void {
    if (!this.#sheet.spotOf(event.target) || event.altKey) return;
    const isCommand = event.ctrlKey || event.metaKey;
    if (event.key === "Escape") {
      this.#unmark();
      this.#hands.marks(null);
    } else if ((event.key === " " || event.key === "Enter") && !isCommand) {
      this.#stroke("brush");
    } else if ((event.key === "Delete" || event.key === "Backspace") && !isCommand) {
      this.#stroke("erase");
    } else {
      const spot = this.#next(event.key, isCommand);
      if (!spot) return;
      this.#step(spot, event.shiftKey);
    }
    event.preventDefault();
  }

  #step(spot: Spot, marks: boolean): void {
    if (marks) this.#anchor ??= this.#spot;
    else this.#anchor = null;
    const days = this.#sheet.view.days.length;
    if (spot.day < 0 || spot.day >= days) {
      if (!marks && this.#hands.turn(spot.day < 0 ? -1 : 1)) this.settle(true);
      return;
    }
    this.#go({ day: spot.day, row: Math.max(0, Math.min(spot.row, this.#sheet.rows - 1)) });
    if (marks) this.#hands.marks(this.#marked());
  }

  /** Where a key leads; nothing where it leads nowhere. */
  #next(key: string, isCommand: boolean): Spot | null {
    const { day, row } = this.#spot;
    // A day later lies to where the page is written.
    const ahead = getComputedStyle(this.#sheet.root).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const last = { day: this.#sheet.view.days.length - 1, row: this.#sheet.rows - 1 };
    switch (key) {
      case "ArrowUp":
        return { day, row: row - 1 };
      case "ArrowDown":
        return { day, row: row + 1 };
      case "ArrowLeft":
      case "ArrowRight":
        return { day: key === ahead ? day + 1 : day - 1, row };
      case "PageUp":
        return { day, row: row - PAGE_ROWS };
      case "PageDown":
        return { day, row: row + PAGE_ROWS };
      case "Home":
        return isCommand ? { day: 0, row: 0 } : { day: 0, row };
      case "End":
        return isCommand ? last : { day: last.day, row };
      default:
        return null;
    }
  }
}
