/** The tiles of a session: one for each person seen, the own one small, an interpreter's pinned. */
import type { Person } from "./room";

export class Seats {
  readonly #stage: HTMLElement;
  readonly #template: HTMLTemplateElement;
  readonly #seats = new Map<string, HTMLElement>();
  readonly #words: (key: string) => string;
  #people: Person[] = [];
  #pinned: string | null = null;

  constructor(section: HTMLElement, words: (key: string) => string) {
    this.#stage = section.querySelector<HTMLElement>("[data-seats]")!;
    this.#template = section.querySelector<HTMLTemplateElement>("template[data-seat]")!;
    this.#words = words;
  }

  /** The own picture, without sound; mirrored as in a mirror unless something else is shown. */
  self(stream: MediaStream, isShown = false): void {
    const seat = this.#seat("");
    seat.classList.add("self");
    seat.classList.toggle("is-shown", isShown);
    seat.classList.remove("off");
    const video = seat.querySelector("video")!;
    video.muted = true;
    video.srcObject = stream;
    seat.querySelector("figcaption")!.textContent = this.#words("you");
  }

  selfOff(off: boolean): void {
    this.#seats.get("")?.classList.toggle("off", off);
  }

  show(participant: string, stream: MediaStream): void {
    const seat = this.#seat(participant);
    seat.dataset["participant"] = participant;
    const video = seat.querySelector("video")!;
    video.srcObject = stream;
    void video.play().catch(() => undefined);
    this.#dress();
  }

  gone(participant: string): void {
    const seat = this.#seats.get(participant);
    this.#seats.delete(participant);
    const video = seat?.querySelector("video");
    if (video) video.srcObject = null;
    seat?.remove();
    this.#dress();
  }

  people(people: Person[]): void {
    this.#people = people;
    this.#dress();
  }

  pin(participant: string | null): void {
    this.#pinned = participant;
    this.#dress();
  }

  /** Takes everybody off the stage, the own picture too. */
  clear(): void {
    for (const participant of [...this.#seats.keys()]) this.gone(participant);
  }

  #seat(participant: string): HTMLElement {
    const known = this.#seats.get(participant);
    if (known) return known;
    const made = this.#template.content.firstElementChild!.cloneNode(true) as HTMLElement;
    this.#seats.set(participant, made);
    this.#stage.append(made);
    return made;
  }

  /** Names, moods and places of all seats, after anything changed. */
  #dress(): void {
    let others = 0;
    for (const [participant, seat] of this.#seats) {
      if (participant === "") continue;
      others += 1;
      const person = this.#people.find((one) => one.participant === participant);
      const name = person?.name ?? "";
      const role = person ? this.#words(`role-${person.role.replaceAll("_", "-")}`) : "";
      seat.querySelector("figcaption")!.textContent = [
        name,
        role,
        person?.muted.audio ? this.#words("muted") : "",
      ].filter(Boolean).join(" · ");
      seat.querySelector(".initial")!.textContent = name.trim().charAt(0);
      seat.classList.toggle("off", person?.muted.video ?? false);
      const interprets = person?.role === "interpreter" || person?.role === "sign_language_interpreter";
      seat.classList.toggle("pinned", this.#pinned ? this.#pinned === participant : interprets);
    }
    this.#stage.classList.toggle("alone", others === 0);
    this.#stage.dataset["others"] = String(others);
  }
}
