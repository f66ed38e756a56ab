/** The office's lists beside the stage: who waits, who is in, and what may be done about each. */
import { type Person, Refused, type Room } from "./room";
import { wakeWaits } from "./waited";

const QUEUED: readonly Person["role"][] = [
  "applicant",
  "companion",
  "representative",
  "interpreter",
  "sign_language_interpreter",
  "observer",
];

export class People {
  readonly #page: ParentNode;
  readonly #room: Room;
  readonly #words: (key: string) => string;

  constructor(page: ParentNode, room: Room, words: (key: string) => string) {
    this.#page = page;
    this.#room = room;
    this.#words = words;
  }

  show(people: Person[]): void {
    const queued = people.filter((person) => QUEUED.includes(person.role));
    const waiting = queued.filter((one) => one.state === "waiting" || one.state === "held");
    const present = queued.filter((one) => one.state === "admitted");
    const room = this.#find("[data-waiting-room]");
    if (room) room.hidden = false;
    const nobody = this.#find("[data-nobody]");
    if (nobody) nobody.hidden = waiting.length > 0;
    this.#fill("[data-people]", "[data-person-template]", waiting);
    this.#fill("[data-present]", "[data-present-template]", present);
    const presentRoom = this.#find("[data-present-room]");
    if (presentRoom) presentRoom.hidden = present.length === 0;
    const away = this.#find("[data-official-away]");
    const isSecretary = this.#room.welcome?.role === "secretary";
    const isThere = people.some((one) => one.role === "official" && one.connected);
    if (away) away.hidden = !isSecretary || isThere;
  }

  hide(): void {
    for (const mark of ["[data-waiting-room]", "[data-present-room]", "[data-official-away]"]) {
      const box = this.#find(mark);
      if (box) box.hidden = true;
    }
  }

  #find(mark: string): HTMLElement | null {
    return this.#page.querySelector<HTMLElement>(mark);
  }

  /** Keeps the nodes of people who stay, so that a button keeps its focus. */
  #fill(list: string, template: string, people: Person[]): void {
    const box = this.#find(list);
    const pattern = this.#page.querySelector<HTMLTemplateElement>(template)?.content.firstElementChild;
    if (!box || !pattern) return;
    const known = new Map<string, HTMLElement>();
    for (const node of box.querySelectorAll<HTMLElement>("[data-person]")) {
      known.set(node.dataset["participant"] ?? "", node);
    }
    for (const person of people) {
      const node = known.get(person.participant) ?? this.#made(pattern, person);
      known.delete(person.participant);
      this.#dress(node, person);
      if (!node.isConnected) {
        box.append(node);
        wakeWaits(node);
      }
    }
    for (const node of known.values()) node.remove();
  }

  #made(pattern: Element, person: Person): HTMLElement {
    const node = pattern.cloneNode(true) as HTMLElement;
    node.dataset["participant"] = person.participant;
    const waited = node.querySelector<HTMLElement>("[data-waited]");
    if (waited && person.waiting_since) waited.dataset["waitingSince"] = person.waiting_since;
    for (const button of node.querySelectorAll<HTMLButtonElement>("[data-do]")) {
      button.addEventListener("click", () => void this.#act(button, person.participant));
    }
    return node;
  }

  #dress(node: HTMLElement, person: Person): void {
    node.querySelector("[data-name]")!.textContent = person.name;
    node.querySelector("[data-as]")!.textContent = this.#words(
      `role-${person.role.replaceAll("_", "-")}`,
    );
    const quality = node.querySelector<HTMLElement>("[data-quality]");
    if (quality) quality.textContent = person.quality?.level === "poor" ? this.#words("poor") : "";
    node.dataset["line"] = String(person.line);
  }

  async #act(button: HTMLButtonElement, participant: string): Promise<void> {
    const person = this.#room.welcome?.participants.find((one) => one.participant === participant);
    if (!person) return;
    button.disabled = true;
    try {
      if (button.dataset["do"] === "admit") await this.#room.admit(person);
      if (button.dataset["do"] === "hold") await this.#room.hold(participant);
      if (button.dataset["do"] === "tell") {
        const text = window.prompt(this.#words("tell-ask"))?.trim();
        if (text) await this.#room.tell(participant, text);
      }
      if (button.dataset["do"] === "decline") {
        const reason = window.prompt(this.#words("decline-ask"))?.trim();
        if (reason) await this.#room.decline(participant, reason);
      }
    } catch (why) {
      // Somebody was faster, and the list already shows it; only the official's absence is told.
      const away = this.#find("[data-official-away]");
      if (why instanceof Refused && why.code === "official_absent" && away) away.hidden = false;
    } finally {
      button.disabled = false;
    }
  }
}
