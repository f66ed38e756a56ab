/**
 * The office's form that invites one more person into the session: a link to copy, or an SMS.
 *
 * `[data-invite]` shows itself once the page is in the session; what came of it stands in
 * `[data-invited]`.
 */
import { type Role, type Room } from "./room";

export function wakeInvite(root: ParentNode, room: Room): void {
  const box = root.querySelector<HTMLElement>("[data-invite]");
  const form = box?.querySelector("form");
  if (!box || !form) return;
  room.on("welcome", () => (box.hidden = false));
  room.on("closed", () => (box.hidden = true));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const by = (event.submitter as HTMLButtonElement | null)?.value === "sms" ? "sms" : "link";
    void invite(box, form, by, room);
  });
  box.querySelector<HTMLButtonElement>("[data-copy-link]")?.addEventListener("click", (event) => {
    const button = event.currentTarget as HTMLButtonElement;
    const link = box.querySelector("[data-link]")?.textContent ?? "";
    const label = button.textContent;
    void navigator.clipboard?.writeText(link).then(() => {
      button.textContent = button.dataset["copied"] ?? label;
      setTimeout(() => (button.textContent = label), 3000);
    });
  });
}

async function invite(
  box: HTMLElement,
  form: HTMLFormElement,
  by: "sms" | "link",
  room: Room,
): Promise<void> {
  const given = new FormData(form);
  const text = (name: string): string => String(given.get(name) ?? "").trim();
  const to = text("to");
  if (by === "sms" && !to) {
    say(box, "noMobile");
    form.querySelector<HTMLElement>("[name=to]")?.focus();
    return;
  }
  const name = text("called");
  const role = text("role") as Role;
  const wish = { role, by, ...(by === "sms" ? { to } : {}), ...(name ? { name } : {}) };
  try {
    const link = await room.invite(wish);
    say(box, link ? "made" : "sent", link ?? "");
    form.reset();
  } catch {
    say(box, "refused");
  }
}

function say(box: HTMLElement, what: string, link = ""): void {
  const result = box.querySelector<HTMLElement>("[data-invited]");
  const said = box.querySelector<HTMLElement>("[data-invited-said]");
  const line = box.querySelector<HTMLElement>("[data-invited-link]");
  const place = box.querySelector<HTMLElement>("[data-link]");
  if (!result || !said || !line || !place) return;
  result.hidden = false;
  said.textContent = box.dataset[what] ?? "";
  line.hidden = link === "";
  place.textContent = link;
}
