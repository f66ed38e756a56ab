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
    const lock = this.#find("[data-lock]");
    lock?.addEventListener("click", () => {
      const isLocked = lock.getAttribute("aria-pressed") === "true";
      void room.lock(!isLocked).catch(() => undefined);
      this.#locked(!isLocked);
    });
    room.on("locked", (on) => this.#locked(on));
    room.on("welcome", ({ locked }) => this.#locked(locked));
    room.on("pin", () => this.#pins());
  }

  #locked(on: boolean): void {
    const lock = this.#find("[data-lock]");
    if (!lock) return;
    lock.setAttribute("aria-pressed", String(on));
    lock.textContent = (on ? lock.dataset["unlock"] : lock.dataset["lock"]) ?? "";
    const said = this.#find("[data-locked]");
    if (said) said.hidden = !on;
  }

  /** Who is shown large has another word on the button. */
  #pins(): void {
    for (const node of this.#page.querySelectorAll<HTMLElement>("[data-present] [data-person]")) {
      const isPinned = node.dataset["participant"] === this.#room.welcome?.pinned;
      this.#turns(node, "pin", isPinned);
    }
  }

  /** A button that turns something on says what its next press does. */
  #turns(node: HTMLElement, act: string, isOn: boolean): void {
    const button = node.querySelector<HTMLElement>(`[data-do="${act}"]`);
    if (!button) return;
    button.setAttribute("aria-pressed", String(isOn));
    button.textContent = (isOn ? button.dataset["off"] : button.dataset["on"]) ?? "";
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
    const check = node.querySelector<HTMLElement>("[data-checked]");
    if (check) check.textContent = this.#words(person.ready ? "checked" : "unchecked");
    this.#turns(node, "mute-audio", person.muted.audio);
    this.#turns(node, "mute-video", person.muted.video);
    this.#turns(node, "pin", this.#room.welcome?.pinned === person.participant);
    node.dataset["line"] = String(person.line);
  }

  async #act(button: HTMLButtonElement, participant: string): Promise<void> {
    const person = this.#room.welcome?.participants.find((one) => one.participant === participant);
    if (!person) return;
    button.disabled = true;
    try {
      if (button.dataset["do"] === "admit") await this.#room.admit(person);
      if (button.dataset["do"] === "hold") await this.#room.hold(participant);
      if (button.dataset["do"] === "mute-audio") {
        await this.#room.mute(participant, "audio", !person.muted.audio);
      }
      if (button.dataset["do"] === "mute-video") {
        await this.#room.mute(participant, "video", !person.muted.video);
      }
      if (button.dataset["do"] === "pin") {
        const isPinned = this.#room.welcome?.pinned === participant;
        await this.#room.pin(isPinned ? null : participant);
        if (this.#room.welcome) this.#room.welcome.pinned = isPinned ? null : participant;
        this.#pins();
      }
      if (button.dataset["do"] === "remove") {
        const ask = this.#words("remove-ask").replace("%s", person.name);
        if (window.confirm(ask)) await this.#room.remove(participant);
      }
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
