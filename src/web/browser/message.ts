/**
 * The text of a message while it is typed: filled with the longest names, and counted as a gateway
 * counts it. `form[data-message-text]` holds `textarea[name=body]` and, of an SMS, `[data-parts]`,
 * `[data-units]`, `[data-alphabet]`; the page has a `[data-sample="{name}"]` for what is put in and a
 * `[data-preview]`. The server counts the same way when the text is kept (`src/words/sms.rs`).
 */
import { digitsLike } from "./digits";

const GSM =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
  "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const GSM_EXTENSION = "^{}\\[~]|€\f";

interface Cost {
  gsm: boolean;
  units: number;
  parts: number;
}

function cost(text: string): Cost {
  const letters = [...text];
  const gsm = letters.every((letter) => GSM.includes(letter) || GSM_EXTENSION.includes(letter));
  const sizes = letters.map((letter) => (gsm ? (GSM.includes(letter) ? 1 : 2) : letter.length));
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const [single, joined] = gsm ? [160, 153] : [70, 67];
  if (units <= single) return { gsm, units, parts: 1 };
  let parts = 1;
  let used = 0;
  for (const size of sizes) {
    // What takes two units is never cut in two.
    if (used + size > joined) {
      parts += 1;
      used = 0;
    }
    used += size;
  }
  return { gsm, units, parts };
}

export function wakeMessages(root: ParentNode): void {
  for (const form of root.querySelectorAll<HTMLFormElement>("form[data-message-text]")) wake(form);
}

function wake(form: HTMLFormElement): void {
  const body = form.querySelector<HTMLTextAreaElement>("textarea[name='body']");
  if (!body) return;
  const samples = new Map<string, string>();
  for (const sample of document.querySelectorAll<HTMLElement>("[data-sample]")) {
    samples.set(sample.dataset["sample"] ?? "", sample.textContent ?? "");
  }
  const preview = document.querySelector<HTMLElement>("[data-preview]");
  const facts = form.querySelector<HTMLElement>("[data-gsm]");

  const show = (): void => {
    const text = body.value.trim().replace(/\{\s*([^{}]*?)\s*\}/g, (whole, name: string) => samples.get(`{${name}}`) ?? whole);
    if (preview) preview.textContent = text;
    if (!facts) return;
    const counted = cost(text);
    say(facts, "[data-parts]", digitsLike(String(counted.parts)));
    say(facts, "[data-units]", digitsLike(String(counted.units)));
    say(facts, "[data-alphabet]", facts.dataset[counted.gsm ? "gsm" : "unicode"] ?? "");
  };
  body.addEventListener("input", show);
}

function say(facts: HTMLElement, where: string, text: string): void {
  const place = facts.querySelector<HTMLElement>(where);
  if (place && place.textContent !== text) place.textContent = text;
}
