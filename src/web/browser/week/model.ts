/**
 * A week's draft and what a brush does to it: the same rules as `scheduling/availability.rs`, so that
 * painting goes on while the line is down. The server checks whatever is sent.
 */
export interface Stretch {
  modes: string[];
  slot_minutes: number;
  buffer_minutes: number;
  buffer_before_minutes?: number;
  open_to_choice: boolean;
  reserve?: { release_minutes: number };
  place?: string;
  centres?: string[];
  section?: string;
  on_holiday?: boolean;
  reception?: { seats: number; with?: string[] };
}

/** One stretch of one day; times are `HH:MM`, on the ministry's wall. */
export interface Window extends Stretch {
  day: string;
  from: string;
  to: string;
}

export interface Span {
  from: number;
  to: number;
}

export interface Booked extends Span {
  id: string;
  day: string;
  mode: string;
  label: string;
}

/** `HH:MM` as minutes of the day. */
export function minutes(time: string): number {
  const [hours, rest] = time.split(":");
  return Number(hours) * 60 + Number(rest);
}

/** Minutes of the day as `HH:MM`. */
export function wall(at: number): string {
  return `${String(Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`;
}

/** What a window is, without its day and hours: two of the same text are painted with one brush. */
export function brushOf(window: Stretch): string {
  const { modes, centres, reception } = window;
  return JSON.stringify([
    [...modes].sort(),
    window.slot_minutes,
    window.buffer_minutes,
    window.buffer_before_minutes ?? 0,
    window.open_to_choice,
    window.reserve?.release_minutes ?? null,
    window.place ?? null,
    [...(centres ?? [])].sort(),
    window.section ?? null,
    window.on_holiday ?? false,
    reception ? [reception.seats, [...(reception.with ?? [])].sort()] : null,
  ]);
}

/** From the beginning of one meeting to that of the next. */
function stepOf(window: Stretch): number {
  return Math.max(5, window.slot_minutes + window.buffer_minutes + (window.buffer_before_minutes ?? 0));
}

/** When its meetings begin. */
function starts(window: Window): number[] {
  const found: number[] = [];
  for (let at = minutes(window.from); at + window.slot_minutes <= minutes(window.to); at += stepOf(window)) found.push(at);
  return found;
}

/** Whether a week has room for what somebody has. */
export function covers(windows: Window[], booked: Booked): boolean {
  return windows.some(
    (window) =>
      window.day === booked.day &&
      window.modes.includes(booked.mode) &&
      booked.to - booked.from === window.slot_minutes &&
      starts(window).includes(booked.from),
  );
}

/** What stays of a window around a span: the times that stay are where they were. */
function around(window: Window, span: Span): Window[] {
  const [from, to] = [minutes(window.from), minutes(window.to)];
  if (span.from >= to || span.to <= from) return [window];
  const parts: Window[] = [];
  if (from < span.from) parts.push({ ...window, to: wall(span.from) });
  if (span.to < to) {
    const first = from + Math.ceil((span.to - from) / stepOf(window)) * stepOf(window);
    if (first < to) parts.push({ ...window, from: wall(first) });
  }
  return parts.filter((part) => minutes(part.to) - minutes(part.from) >= part.slot_minutes);
}

function sorted(windows: Window[]): Window[] {
  return [...windows].sort((one, other) => (one.day + one.from < other.day + other.from ? -1 : 1));
}

/** The week without a span of a day. */
export function erase(windows: Window[], day: string, span: Span): Window[] {
  return windows.flatMap((window) => (window.day === day ? around(window, span) : [window]));
}

/**
 * The week with a span of a day painted. What is of the same brush and touches it becomes one
 * stretch, where that leaves every time that stood where it was; nothing where it is too short.
 */
export function paint(windows: Window[], day: string, span: Span, brush: Stretch): Window[] | null {
  const key = brushOf(brush);
  let { from, to } = span;
  const isSame = (window: Window): boolean => window.day === day && brushOf(window) === key;
  const before = windows.find((each) => isSame(each) && minutes(each.from) <= from && from <= minutes(each.to));
  const gone = new Set<Window>();
  if (before) {
    from = minutes(before.from);
    to = Math.max(to, minutes(before.to));
    gone.add(before);
  }
  for (const each of windows.filter((one) => isSame(one) && !gone.has(one))) {
    const start = minutes(each.from);
    if (start < from || start > to || (start - from) % stepOf(brush) !== 0) continue;
    to = Math.max(to, minutes(each.to));
    gone.add(each);
  }
  if (to - from < brush.slot_minutes) return null;
  const kept = windows.filter((each) => !gone.has(each));
  const whole = { ...brush, day, from: wall(from), to: wall(to) };
  return sorted([...erase(kept, day, { from, to }), whole]);
}

/** The windows of a day that a span touches. */
export function within(windows: Window[], day: string, span: Span): Window[] {
  return windows.filter((each) => each.day === day && minutes(each.from) < span.to && span.from < minutes(each.to));
}

/** How it is taken: open to choice, by the office, or kept for the urgent. */
export function access(window: Stretch): "open" | "office" | "urgent-open" | "urgent-office" {
  if (window.reserve) return window.open_to_choice ? "urgent-open" : "urgent-office";
  return window.open_to_choice ? "open" : "office";
}
