/**
 * Lines of text between those who are in the session: `[data-talk]`, beside the pictures.
 *
 * Whoever cannot hear or speak, or whose sound broke, is understood here; lines that come while it is
 * folded are counted on its head.
 */
import { digitsLike } from "./digits";
import { type Room } from "./room";

const STAFF = ["official", "secretary", "operator"];

export function wakeTalk(section: HTMLElement, room: Room, words: (key: string) => string): void {
  const box = section.querySelector<HTMLDetailsElement>("[data-talk]");
  const lines = box?.querySelector<HTMLElement>("[data-talk-lines]");
  const form = box?.querySelector<HTMLFormElement>("form");
  const field = form?.querySelector<HTMLInputElement>("input");
  const count = box?.querySelector<HTMLElement>("[data-talk-new]");
  if (!box || !lines || !form || !field || !count) return;
  const unread = (number: number): void => {
    count.dataset["count"] = String(number);
    count.hidden = number === 0;
    count.textContent = digitsLike(String(number));
  };
  const shows = (): void => {
    const { welcome, standing } = room;
    const may = welcome !== null && (standing === "admitted" || STAFF.includes(welcome.role));
    box.hidden = !may || welcome.role === "observer";
  };
  room.on("welcome", shows);
  room.on("standing", shows);
  room.on("closed", () => (form.hidden = true));
  room.on("chat", ({ from, text }) => {
    const line = document.createElement("li");
    const name = document.createElement("b");
    const said = document.createElement("span");
    // Both are somebody's own words, in whatever direction they are written.
    name.dir = "auto";
    said.dir = "auto";
    name.textContent = from === room.welcome?.you ? words("you") : nameOf(room, from);
    said.textContent = text;
    line.append(name, said);
    lines.append(line);
    line.scrollIntoView({ block: "nearest" });
    if (!box.open) unread(Number(count.dataset["count"] ?? 0) + 1);
  });
  box.addEventListener("toggle", () => {
    if (box.open) unread(0);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (!text) return;
    field.setCustomValidity("");
    // What was not sent stays in the field.
    void room.chat(text).then(
      () => (field.value = ""),
      () => {
        field.setCustomValidity(words("talk-failed"));
        field.reportValidity();
      },
    );
  });
  field.addEventListener("input", () => field.setCustomValidity(""));
}

function nameOf(room: Room, participant: string): string {
  const person = room.welcome?.participants.find((one) => one.participant === participant);
  return person?.name ?? "";
}
