/** The brush: the fields of the form that paints by hand, read as a stretch. */
import type { Span, Stretch } from "./model";
import { minutes } from "./model";

/** How the next times are painted. */
export function brush(form: HTMLFormElement): Stretch {
  const fields = new FormData(form);
  const text = (name: string): string => String(fields.get(name) ?? "");
  const mode = text("mode");
  const chosen = text("access");
  const stretch: Stretch = {
    modes: mode === "both" ? ["in_person", "video"] : [mode],
    slot_minutes: Number(text("minutes")),
    buffer_minutes: Number(text("pause")),
    open_to_choice: chosen.endsWith("open"),
  };
  const before = Number(text("before"));
  if (before > 0) stretch.buffer_before_minutes = before;
  if (chosen.startsWith("urgent")) stretch.reserve = { release_minutes: Number(text("release")) };
  if (text("place")) stretch.place = text("place");
  if (text("section")) stretch.section = text("section");
  if (text("on_holiday") === "true") stretch.on_holiday = true;
  if (mode === "reception") stretch.reception = reception(text("seats"), fields.getAll("with").map(String));
  return stretch;
}

function reception(seats: string, others: string[]): { seats: number; with?: string[] } {
  // Digits may be typed as the reader writes them.
  const latin = seats.replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660));
  const session = { seats: Number(latin) || 1 };
  return others.length > 0 ? { ...session, with: others } : session;
}

/** The day and the hours of the form; nothing where they are no span. */
export function byHand(form: HTMLFormElement): { day: string; span: Span } | null {
  const fields = new FormData(form);
  const span = { from: minutes(String(fields.get("from"))), to: minutes(String(fields.get("to"))) };
  const isSpan = span.from < span.to && span.from % 5 === 0 && span.to % 5 === 0;
  return isSpan ? { day: String(fields.get("day")), span } : null;
}
