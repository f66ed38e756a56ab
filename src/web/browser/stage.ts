/**
 * The live session inside a page: takes a seat, shows who is there, and says where one stands.
 *
 * `[data-stage]` begins at once (`data-starts`), after the device check of a centre's room, or by
 * `[data-enter]` in the office. The words it says come with the page, as `data-say-…`.
 */
import { openDevices, type Tried, wakeCheck } from "./check";
import { digitsLike } from "./digits";
import { wakeInvite } from "./invite";
import { People } from "./people";
import { type Ending, type Kind, type Late, type Person, Room, type SessionState } from "./room";
import { Seats } from "./seats";
import { canShareScreen, paper, screen, type Shown } from "./share";
import { ServerTime } from "./skew";
import { wakeTalk } from "./talk";

class Stage {
  readonly #section: HTMLElement;
  readonly #room: Room;
  readonly #seats: Seats;
  readonly #people: People;
  readonly #isOffice: boolean;
  #stream: MediaStream | null = null;
  /** Since when the meeting lasts for this person, by the server's clock; 0 before that. */
  #admittedAt = 0;
  #time = new ServerTime("");
  #first: string | null;
  #isReady = false;
  #isDeclined = "";
  /** Whether the page was asked to let in whom the centre seated, and has not yet. */
  #admits: boolean;
  /** How late it is, as the person was told last; shown while one waits. */
  #lateSaid = "";
  /** What is shown instead of the camera's picture. */
  #shown: Shown | null = null;

  constructor(section: HTMLElement) {
    this.#section = section;
    this.#first = section.dataset["seat"] ?? null;
    this.#admits = section.dataset["admits"] !== undefined;
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    this.#room = new Room({
      signalUrl: `${scheme}//${location.host}/signal`,
      ticket: () => this.#ticket(),
      client: "majlis pages",
    });
    const words = (key: string): string => this.#say(key);
    this.#seats = new Seats(section, words);
    this.#people = new People(document, this.#room, words);
    this.#isOffice = ["official", "secretary"].includes(section.dataset["role"] ?? "");
    this.#listen();
    this.#controls();
    if (this.#isOffice) wakeInvite(document, this.#room);
    wakeTalk(section, this.#room, words);
  }

  /** Begins with what the check opened, or opens the devices now. */
  async start(tried?: Tried): Promise<void> {
    this.#section.hidden = false;
    this.#status("connecting");
    this.#stream = tried?.stream ?? (await openDevices());
    if (this.#stream) {
      this.#seats.self(this.#stream);
      const [audio = null, video = null] = [
        this.#stream.getAudioTracks()[0],
        this.#stream.getVideoTracks()[0],
      ];
      await this.#room.use({ audio, video });
    }
    this.#dressControls();
    this.#room.on("welcome", ({ now, state }) => {
      this.#time = new ServerTime(now);
      this.#moved(state);
      if (this.#isReady) return;
      this.#isReady = true;
      const devices = {
        camera: Boolean(this.#stream?.getVideoTracks().length),
        microphone: Boolean(this.#stream?.getAudioTracks().length),
      };
      const check = tried
        ? { passed: true, round_trip_ms: tried.roundTripMs }
        : { passed: devices.camera && devices.microphone };
      void this.#room.ready(devices, check).catch(() => undefined);
    });
    this.#room.connect();
    this.#section.scrollIntoView({ block: "nearest" });
    setInterval(() => this.#tick(), 1000);
  }

  async #ticket(): Promise<string | null> {
    if (this.#first) {
      const first = this.#first;
      this.#first = null;
      return first;
    }
    const path = this.#section.dataset["ticket"];
    if (!path) return null;
    const body = new URLSearchParams({ csrf: this.#section.dataset["csrf"] ?? "" });
    const answer = await fetch(path, { method: "POST", body });
    if (answer.status >= 500) throw new Error(String(answer.status));
    if (!answer.ok) return null;
    const seat = (await answer.json()) as { ticket: string };
    return seat.ticket;
  }

  #listen(): void {
    const room = this.#room;
    room.on("touch", (touch) => {
      this.#section.dataset["touch"] = touch;
      if (touch === "reconnecting") this.#status("lost");
      if (touch === "connected") this.#stands();
    });
    room.on("standing", () => this.#stands());
    room.on("state", (state) => this.#moved(state));
    room.on("queue", () => this.#stands());
    room.on("participants", (people) => {
      this.#seats.people(people);
      if (this.#isOffice) this.#people.show(people);
      if (this.#admits) void this.#admit(people);
      this.#stands();
      this.#here(people);
      this.#silenced(people);
    });
    room.on("media", ({ participant, stream }) => this.#seats.show(participant, stream));
    room.on("mediaGone", ({ participant }) => this.#seats.gone(participant));
    room.on("late", (late) => this.#late(late));
    room.on("told", ({ text }) => {
      this.#beside("told", `${this.#say("told")} ${text}`);
    });
    room.on("pin", (participant) => this.#seats.pin(participant));
    room.on("declined", ({ participant, reason }) => {
      if (participant === room.welcome?.you) this.#isDeclined = reason;
    });
    room.on("ended", ({ survey }) => {
      const place = this.#section.querySelector<HTMLElement>("[data-survey]");
      const link = place?.querySelector("a");
      if (!survey || !place || !link) return;
      link.href = survey;
      place.hidden = false;
    });
    room.on("closed", (ending) => this.#closed(ending));
  }

  /** Lets in whom the centre seated and who interprets, all who wait when the applicant's side does. */
  async #admit(people: Person[]): Promise<void> {
    const seated = ["applicant", "companion", "representative"];
    if (people.some((one) => seated.includes(one.role) && one.state === "admitted")) {
      // Whoever is sent back afterwards comes in again by a press of its own.
      this.#admits = false;
      return;
    }
    const waits = people.filter((one) => one.state === "waiting" || one.state === "held");
    if (!waits.some((one) => seated.includes(one.role))) return;
    const theirs = [...seated, "interpreter", "sign_language_interpreter"];
    this.#admits = false;
    try {
      for (const one of waits.filter((each) => theirs.includes(each.role))) await this.#room.admit(one);
    } catch {
      // The official is not there yet, or somebody changed meanwhile: the next list tries again.
      this.#admits = true;
    }
  }

  /** How late it is, while one waits; what the office adds to it. */
  #late({ minutes, text }: Late): void {
    const said = minutes > 0 ? this.#counted("late", minutes) : "";
    this.#lateSaid = [said, text ?? ""].filter(Boolean).join(" ");
    this.#stands();
  }

  /** A line beside the status; empty takes it away. */
  #beside(mark: "late" | "told" | "silenced" | "unshown", text: string): void {
    const line = this.#section.querySelector<HTMLElement>(`[data-${mark}]`);
    if (!line) return;
    line.hidden = text === "";
    line.textContent = text;
  }

  /** Names everybody who is in the session, whoever only looks on too: nobody is there unseen. */
  #here(people: Person[]): void {
    const line = this.#section.querySelector<HTMLElement>("[data-here]");
    if (!line) return;
    const own = this.#room.welcome?.you;
    const others = people.filter((one) => one.state === "admitted" && one.participant !== own);
    line.hidden = this.#room.standing !== "admitted" || others.length === 0;
    const names = others.map((one) => {
      const role = this.#say(`role-${one.role.replaceAll("_", "-")}`);
      return one.name && one.name !== role ? `${one.name} (${role})` : role;
    });
    const list = new Intl.ListFormat(document.documentElement.lang, { type: "unit", style: "long" });
    const text = `${this.#say("here")} ${list.format(names)}`;
    if (line.textContent !== text) line.textContent = text;
  }

  /** Says so where the office switched this person's sound or picture off. */
  #silenced(people: Person[]): void {
    const own = people.find((one) => one.participant === this.#room.welcome?.you);
    const said = [
      own?.muted.audio ? this.#say("muted-audio") : "",
      own?.muted.video ? this.#say("muted-video") : "",
    ];
    this.#beside("silenced", said.filter(Boolean).join(" "));
  }

  /** Says where the page's own person stands. */
  #stands(): void {
    const { standing, touch } = this.#room;
    this.#section.dataset["standing"] = standing;
    this.#beside("late", standing === "admitted" ? "" : this.#lateSaid);
    if (touch !== "connected") return;
    this.#admittedAt = this.#began();
    if (standing === "admitted") {
      this.#beside("told", "");
      const others = this.#room.welcome?.participants.filter((one) => {
        return one.participant !== this.#room.welcome?.you && one.state === "admitted";
      });
      return this.#status(others?.length ? (this.#isOffice ? "" : "admitted") : "alone");
    }
    if (standing === "held") return this.#status("held");
    this.#text([this.#say("waiting"), this.#turn()].join(" ").trim());
  }

  /** How many come before, and in about how many minutes the turn does. */
  #turn(): string {
    const { queue } = this.#room;
    if (!queue) return "";
    const before = queue.position - 1;
    const place = before > 0 ? this.#counted("ahead", before) : this.#say("first");
    if (!queue.expected) return place;
    const minutes = Math.ceil((Date.parse(queue.expected) - this.#time.now()) / 60_000);
    const turn = minutes > 1 ? this.#counted("expected", minutes) : this.#say("expected-soon");
    return `${place} ${turn}`;
  }

  /** Words about a number, in the form that the language has for it. */
  #counted(mark: string, number: number): string {
    const form = new Intl.PluralRules(document.documentElement.lang).select(number);
    return this.#say(`${mark}-${form}`).replace("%s", digitsLike(String(number)));
  }

  /** Since when it lasts: for the office since the first was let in, for the others since they were. */
  #began(): number {
    const { welcome, standing } = this.#room;
    if (!welcome || standing !== "admitted") return 0;
    const counts = (one: Person): boolean =>
      this.#isOffice
        ? !["official", "secretary", "operator"].includes(one.role)
        : one.participant === welcome.you;
    const times = welcome.participants
      .filter((one) => counts(one) && one.state === "admitted" && one.admitted_at)
      .map((one) => Date.parse(one.admitted_at ?? ""));
    return times.length ? Math.min(...times) : 0;
  }

  /** The page's label of how far the appointment is follows the session. */
  #moved(state: SessionState): void {
    if (state !== "live") return;
    for (const node of document.querySelectorAll<HTMLElement>("[data-until-live]")) node.hidden = true;
    for (const node of document.querySelectorAll<HTMLElement>("[data-once-live]")) node.hidden = false;
  }

  #closed(ending: Ending): void {
    this.#admittedAt = 0;
    for (const node of document.querySelectorAll<HTMLElement>("[data-once-live]")) node.hidden = true;
    if (ending === "ended") {
      for (const node of document.querySelectorAll<HTMLElement>("[data-until-live]")) node.hidden = true;
      for (const node of document.querySelectorAll<HTMLElement>("[data-once-over]")) node.hidden = false;
    }
    this.#shown?.stop();
    this.#stream?.getTracks().forEach((track) => track.stop());
    this.#here([]);
    this.#silenced([]);
    this.#seats.clear();
    this.#people.hide();
    this.#section.dataset["standing"] = "left";
    this.#section.dataset["ending"] = ending;
    this.#section.querySelector<HTMLElement>("[data-call]")!.hidden = true;
    const after = this.#section.dataset["after"];
    if (ending === "left" && after) location.assign(after);
    const said: Record<Ending, string> = {
      left: "ended",
      ended: "ended",
      removed: "removed",
      declined: "declined",
      replaced: "failed",
      refused: "failed",
      lost: "failed",
    };
    this.#text(this.#say(said[ending]).replace("%s", this.#isDeclined));
    if (this.#isOffice) document.querySelector("form[data-outcome]")?.scrollIntoView();
  }

  #controls(): void {
    const on = (name: string, act: () => void): void => {
      const button = this.#section.querySelector(`[data-control="${name}"]`);
      button?.addEventListener("click", act);
    };
    on("microphone", () => this.#toggle("audio"));
    on("camera", () => this.#toggle("video"));
    on("leave", () => this.#room.leave());
    on("screen", () => void this.#share(screen));
    const file = this.#section.querySelector<HTMLInputElement>("[data-paper]");
    on("paper", () => (this.#shown ? void this.#share(null) : file?.click()));
    file?.addEventListener("change", () => {
      const chosen = file.files?.[0];
      file.value = "";
      if (chosen) void this.#share(() => paper(chosen));
    });
    on("end", () => {
      if (window.confirm(this.#say("end-ask"))) void this.#room.end().catch(() => undefined);
    });
  }

  /** Shows what `begin` gives instead of the camera; pressed once more, the camera is back. */
  async #share(begin: (() => Promise<Shown | null>) | null): Promise<void> {
    if (this.#shown || !begin) return this.#unshare();
    const shown = await begin();
    this.#beside("unshown", shown || begin === screen ? "" : this.#say("paper-bad"));
    if (!shown) return;
    this.#shown = shown;
    // The browser's own bar ends it too.
    shown.track.addEventListener("ended", () => void this.#unshare());
    await this.#room.use({ video: shown.track });
    this.#seats.self(new MediaStream([shown.track]), true);
    this.#dressControls();
  }

  async #unshare(): Promise<void> {
    const shown = this.#shown;
    if (!shown) return;
    this.#shown = null;
    shown.stop();
    await this.#room.use({ video: this.#tracks("video")[0] ?? null });
    if (this.#stream) this.#seats.self(this.#stream);
    this.#dressControls();
  }

  #toggle(kind: Kind): void {
    for (const track of this.#tracks(kind)) track.enabled = !track.enabled;
    if (kind === "video") this.#seats.selfOff(!this.#tracks("video")[0]?.enabled);
    this.#dressControls();
  }

  #tracks(kind: Kind): MediaStreamTrack[] {
    const { audio, video } = {
      audio: this.#stream?.getAudioTracks() ?? [],
      video: this.#stream?.getVideoTracks() ?? [],
    };
    return kind === "audio" ? audio : video;
  }

  #dressControls(): void {
    for (const [name, kind] of [["microphone", "audio"], ["camera", "video"]] as const) {
      const button = this.#section.querySelector<HTMLButtonElement>(`[data-control="${name}"]`);
      if (!button) continue;
      const track = this.#tracks(kind)[0];
      const isOn = track?.enabled ?? false;
      button.disabled = !track;
      button.setAttribute("aria-pressed", String(isOn));
      button.classList.toggle("is-off", !isOn);
      button.querySelector("[data-state]")!.textContent = this.#say(isOn ? "on" : "off");
    }
    for (const name of ["screen", "paper"]) {
      const button = this.#section.querySelector<HTMLButtonElement>(`[data-control="${name}"]`);
      if (!button) continue;
      button.hidden = name === "screen" ? !canShareScreen() || this.#shown !== null : false;
      button.setAttribute("aria-pressed", String(name === "paper" && this.#shown !== null));
      const label = button.querySelector<HTMLElement>("[data-label]");
      const key = name === "paper" && this.#shown ? "unshare" : name;
      if (label) label.textContent = this.#say(key);
    }
    if (!this.#stream) this.#status("no-camera");
  }

  #tick(): void {
    if (this.#room.standing === "waiting") this.#stands();
    const timer = this.#section.querySelector<HTMLElement>("[data-timer]");
    if (!timer) return;
    timer.hidden = this.#admittedAt === 0;
    if (timer.hidden) return;
    const seconds = Math.max(0, Math.floor((this.#time.now() - this.#admittedAt) / 1000));
    const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    timer.textContent = digitsLike(text);
  }

  #say(key: string): string {
    return this.#section.getAttribute(`data-say-${key}`) ?? "";
  }

  #status(key: string): void {
    this.#text(key ? this.#say(key) : "");
  }

  #text(text: string): void {
    const status = this.#section.querySelector<HTMLElement>("[data-status]");
    if (status && status.textContent !== text) status.textContent = text;
  }
}

for (const section of document.querySelectorAll<HTMLElement>("[data-stage]")) {
  const stage = new Stage(section);
  if (section.dataset["starts"] !== undefined) void stage.start();

  const enter = document.querySelector<HTMLButtonElement>("[data-enter]");
  enter?.addEventListener("click", () => {
    enter.hidden = true;
    const before = document.querySelector<HTMLElement>("[data-before-enter]");
    if (before) before.hidden = true;
    void stage.start();
  });

  const check = document.querySelector<HTMLElement>("[data-check]");
  const begin = document.querySelector<HTMLButtonElement>("[data-start-button]");
  if (check) {
    wakeCheck(check, (tried) => {
      if (!begin) return;
      begin.disabled = false;
      begin.onclick = () => {
        check.hidden = true;
        void stage.start(tried);
      };
    });
  }
}
