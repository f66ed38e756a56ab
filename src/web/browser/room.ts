/**
 * A page's end of a video session: the protocol `majlis.v1` and the one media line it carries.
 *
 * The server always offers and the page always answers. While its owner waits the line is up and
 * sends nothing; when he is admitted the tracks are put on it and nothing is negotiated. A socket
 * that is lost is taken up again where it was; requests without an answer are sent again, which
 * the server makes harmless. Nothing here touches the document: the page listens and shows.
 */
import { KINDS, Line } from "./line";
import {
  type Check,
  type Devices,
  type Down,
  type Ending,
  type ErrorCode,
  type Invitation,
  type Kind,
  type Offer,
  type Person,
  type Queue,
  type RoomEvents,
  type RoomOptions,
  type SessionState,
  type Standing,
  type Touch,
  type Welcome,
  Refused,
} from "./wire";

export * from "./wire";

const PROTOCOL = "majlis.v1";
/** Often at first: a service that is back after three seconds is found within ten of its end. */
const RESTS_MS = [0, 300, 700, 1000, 1000, 1500, 1500, 2000, 3000, 4000, 7000, 7000, 7000, 7000] as const;
const JITTER_MS = 500;
/** The server beats every five seconds; a page cannot see pings. */
const SILENCE_MS = 15_000;
const STATS_MS = 5_000;
/** How often a resume token is tried before a new ticket is asked for; from then on, in turn. */
const RESUMES_MAX = 4;

type Frame = { type: string; seq: number; id?: number } & Record<string, unknown>;
type Listener = (value: never) => void;

interface Asked {
  frame: Record<string, unknown>;
  isSent: boolean;
  done: (answer: Frame) => void;
  failed: (why: Error) => void;
}

export class Room {
  /** What the last welcome said, kept up to date. */
  welcome: Welcome | null = null;
  standing: Standing = "waiting";
  queue: Queue | null = null;
  touch: Touch = "closed";

  readonly #options: RoomOptions;
  readonly #listeners = new Map<keyof RoomEvents, Set<Listener>>();
  readonly #asked = new Map<number, Asked>();
  readonly #tracks: Record<Kind, MediaStreamTrack | null> = { audio: null, video: null };
  #url: string;
  #socket: WebSocket | null = null;
  #resumeToken: string | null = null;
  #seq = 0;
  #nextId = 1;
  #tries = 0;
  #ending: Ending | null = null;
  #line: Line | null = null;
  #watchdog: ReturnType<typeof setTimeout> | undefined;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #stats: ReturnType<typeof setInterval> | undefined;

  constructor(options: RoomOptions) {
    this.#options = options;
    this.#url = options.signalUrl;
  }

  /** Listens; what it gives back stops it. */
  on<K extends keyof RoomEvents>(name: K, listener: (value: RoomEvents[K]) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set<Listener>();
    this.#listeners.set(name, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  connect(): void {
    if (this.touch !== "closed" || this.#ending) return;
    this.#touched("connecting");
    this.#stats = setInterval(() => void this.#report(), STATS_MS);
    void this.#open();
  }

  /** The tracks to be seen and heard by; they stay in the page until its person is admitted. */
  async use(tracks: Partial<Record<Kind, MediaStreamTrack | null>>): Promise<void> {
    for (const kind of KINDS) {
      const track = tracks[kind];
      if (track !== undefined) this.#tracks[kind] = track;
    }
    await this.#publish();
  }

  ready(devices: Devices, check: Check): Promise<void> {
    return this.#ask({ type: "ready", devices, check });
  }

  /** Lets somebody in, as he was last seen; `conflict` when somebody was faster. */
  admit(person: Pick<Person, "participant" | "version">): Promise<void> {
    const { participant, version } = person;
    return this.#ask({ type: "admit", participant, version });
  }

  hold(participant: string): Promise<void> {
    return this.#ask({ type: "hold", participant });
  }

  decline(participant: string, reason: string): Promise<void> {
    return this.#ask({ type: "decline", participant, reason });
  }

  /** Gives the link when it is to be passed on by hand. */
  async invite(wish: Invitation): Promise<string | null> {
    const answer = await this.#request({ type: "invite", ...wish });
    return typeof answer["link"] === "string" ? answer["link"] : null;
  }

  /** Writes to one person who waits; nobody else who waits reads it. */
  tell(participant: string, text: string): Promise<void> {
    return this.#ask({ type: "tell", participant, text });
  }

  mute(participant: string, kind: Kind, on = true): Promise<void> {
    return this.#ask({ type: "mute", participant, kind, on });
  }

  remove(participant: string): Promise<void> {
    return this.#ask({ type: "remove", participant });
  }

  lock(on: boolean): Promise<void> {
    return this.#ask({ type: "lock", on });
  }

  pin(participant: string | null): Promise<void> {
    return this.#ask({ type: "pin", participant });
  }

  chat(text: string): Promise<void> {
    return this.#ask({ type: "chat", text });
  }

  /** Ends the session; an operator ends the centre's side of it. */
  end(outcome?: string): Promise<void> {
    return this.#ask({ type: "end", ...(outcome === undefined ? {} : { outcome }) });
  }

  /** Leaves at once and gives the place up. */
  leave(): void {
    this.#send({ type: "bye" });
    this.#finish("left");
  }

  // The socket.

  async #open(): Promise<void> {
    const isTokensTurn = this.#tries < RESUMES_MAX || this.#tries % 2 === 0;
    let token = isTokensTurn ? this.#resumeToken : null;
    let query = token && `resume=${token}`;
    if (!token) {
      try {
        const ticket = await this.#options.ticket();
        if (this.#ending) return;
        // Who came by a link has no second ticket; the token holds as long as the place does.
        token = ticket ? null : this.#resumeToken;
        if (ticket) query = `ticket=${encodeURIComponent(ticket)}`;
        else if (token) query = `resume=${token}`;
        else return this.#finish("lost");
      } catch {
        return this.#again();
      }
    }
    const socket = new WebSocket(`${this.#url}?${query}`, PROTOCOL);
    this.#socket = socket;
    socket.onopen = () => {
      this.#heard();
      const hello = { type: "hello", client: this.#options.client };
      socket.send(JSON.stringify(token ? { ...hello, seq: this.#seq } : hello));
    };
    socket.onmessage = (event) => {
      if (socket !== this.#socket || typeof event.data !== "string") return;
      this.#heard();
      this.#read(JSON.parse(event.data) as Frame);
    };
    socket.onclose = (event) => {
      if (socket === this.#socket) this.#closed(event.code);
    };
  }

  #closed(code: number): void {
    this.#socket = null;
    clearTimeout(this.#watchdog);
    if (this.#ending) return;
    if (code === 4409) return this.#finish("replaced");
    if (code === 4410) return this.#finish("ended");
    if (code === 4403 && !this.#resumeToken) return this.#finish("refused");
    this.#again();
  }

  #again(): void {
    if (this.#ending) return;
    const rest = RESTS_MS[this.#tries];
    if (rest === undefined) return this.#finish("lost");
    this.#touched("reconnecting");
    const jitter = this.#tries === 0 ? 0 : Math.random() * JITTER_MS;
    this.#tries += 1;
    this.#rest = setTimeout(() => void this.#open(), rest + jitter);
  }

  #heard(): void {
    clearTimeout(this.#watchdog);
    // A network that is gone often says nothing; whoever waits for its word waits for minutes.
    this.#watchdog = setTimeout(() => {
      const socket = this.#socket;
      this.#closed(1006);
      socket?.close();
    }, SILENCE_MS);
  }

  #send(frame: Record<string, unknown>): boolean {
    if (this.#socket?.readyState !== WebSocket.OPEN || this.touch !== "connected") return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  async #ask(message: Record<string, unknown>): Promise<void> {
    await this.#request(message);
  }

  #request(message: Record<string, unknown>): Promise<Frame> {
    if (this.#ending) return Promise.reject(new Refused("ended", "the session is over"));
    const id = this.#nextId++;
    const frame = { ...message, id };
    return new Promise((done, failed) => {
      this.#asked.set(id, { frame, isSent: this.#send(frame), done, failed });
    });
  }

  #finish(ending: Ending): void {
    if (this.#ending) return;
    this.#ending = ending;
    clearTimeout(this.#watchdog);
    clearTimeout(this.#rest);
    clearInterval(this.#stats);
    this.#resumeToken = null;
    const socket = this.#socket;
    this.#socket = null;
    socket?.close(1000);
    this.#dropLine();
    for (const { failed } of this.#asked.values()) failed(new Refused("ended", "the session is over"));
    this.#asked.clear();
    this.#touched("closed");
    this.#emit("closed", ending);
  }

  // What the server says.

  #read(frame: Frame): void {
    // A beat repeats the last number; anything else that is not new was read before.
    if (frame.type === "beat") return;
    if (frame.type !== "welcome" || frame["resumed"] === true) {
      if (frame.seq <= this.#seq) return;
    }
    this.#seq = frame.seq;
    this.#understand(frame, this.#settled(frame));
  }

  /** Whether somebody waited for this frame. */
  #settled(frame: Frame): boolean {
    const asked = frame.id === undefined ? undefined : this.#asked.get(frame.id);
    if (frame.id === undefined || !asked) return false;
    this.#asked.delete(frame.id);
    if (frame.type === "error") {
      asked.failed(new Refused(frame["code"] as ErrorCode, String(frame["detail"])));
    } else {
      asked.done(frame);
    }
    return true;
  }

  #understand(frame: Frame, wasAwaited: boolean): void {
    switch (frame.type) {
      case "welcome":
        return this.#welcomed(frame as unknown as Welcome & Frame);
      case "participants":
        return this.#people(frame["participants"] as Person[]);
      case "queue":
        this.queue = frame as unknown as Queue;
        return this.#emit("queue", this.queue);
      case "state":
        if (this.welcome) this.welcome.state = frame["state"] as SessionState;
        return this.#emit("state", frame["state"] as SessionState);
      case "offer":
        return this.#offered(frame as unknown as Offer);
      case "down":
        return this.#line?.show(frame["down"] as Down[]);
      case "candidate":
        return this.#line?.remoteCandidate(frame as unknown as RTCIceCandidateInit);
      case "admitted":
      case "held":
        if (frame["participant"] === this.welcome?.you) {
          this.#stands(frame.type === "admitted" ? "admitted" : "held");
        }
        return;
      case "declined":
        this.#emit("declined", frame as unknown as RoomEvents["declined"]);
        if (frame["participant"] === this.welcome?.you) this.#finish("declined");
        return;
      case "removed":
        this.#emit("removed", frame as unknown as RoomEvents["removed"]);
        if (frame["participant"] === this.welcome?.you) this.#finish("removed");
        return;
      case "ended":
        this.#emit("ended", frame as unknown as RoomEvents["ended"]);
        return this.#finish("ended");
      case "moved":
        return this.#moved(String(frame["signal_url"]));
      case "error":
        return this.#refused(frame, wasAwaited);
      case "locked":
        if (this.welcome) this.welcome.locked = frame["on"] === true;
        return this.#emit("locked", frame["on"] === true);
      case "pin":
        if (this.welcome) this.welcome.pinned = frame["participant"] as string | null;
        return this.#emit("pin", frame["participant"] as string | null);
      case "muted":
        return this.#emit("muted", frame as unknown as RoomEvents["muted"]);
      case "chat":
        return this.#emit("chat", frame as unknown as RoomEvents["chat"]);
      case "late":
        return this.#emit("late", frame as unknown as RoomEvents["late"]);
      case "told":
        if (frame["participant"] !== this.welcome?.you) return;
        return this.#emit("told", frame as unknown as RoomEvents["told"]);
      case "quality":
        return this.#emit("quality", frame as unknown as RoomEvents["quality"]);
      default:
        // `invited` and `done` answer a request; what is newer than this page is not for it.
        return;
    }
  }

  #welcomed(welcome: Welcome & Frame): void {
    this.#tries = 0;
    this.welcome = welcome;
    this.#resumeToken = welcome.resume_token;
    if (!welcome.resumed) {
      // The server began anew: the old line is closed there, and old requests are forgotten.
      this.#dropLine();
      this.queue = null;
    }
    this.#touched("connected");
    this.#emit("welcome", welcome);
    this.#people(welcome.participants);
    for (const [id, asked] of [...this.#asked]) {
      if (welcome.resumed || !asked.isSent) {
        asked.isSent = this.#send(asked.frame);
      } else {
        this.#asked.delete(id);
        asked.failed(new Refused("unavailable", "the connection was lost"));
      }
    }
  }

  #people(people: Person[]): void {
    if (this.welcome) this.welcome.participants = people;
    this.#emit("participants", people);
    const own = people.find((person) => person.participant === this.welcome?.you);
    if (own) this.#stands(own.state);
  }

  #stands(standing: Standing): void {
    if (standing === this.standing) return;
    this.standing = standing;
    if (standing === "admitted") this.queue = null;
    void this.#publish();
    this.#emit("standing", standing);
  }

  #moved(url: string): void {
    this.#url = url;
    const socket = this.#socket;
    this.#socket = null;
    socket?.close(1000);
    this.#dropLine();
    this.#again();
  }

  #refused(frame: Frame, wasAwaited: boolean): void {
    const code = frame["code"] as ErrorCode;
    if (this.touch !== "connected") {
      // Said at the door. A place given up needs a new ticket; everything else is final.
      if (code === "gone" || code === "unavailable") {
        this.#resumeToken = code === "gone" ? null : this.#resumeToken;
        const socket = this.#socket;
        this.#socket = null;
        socket?.close(1000);
        return this.#again();
      }
      this.#emit("problem", { code, detail: String(frame["detail"]) });
      return this.#finish(code === "ended" ? "ended" : code === "removed" ? "removed" : "refused");
    }
    if (!wasAwaited) this.#emit("problem", { code, detail: String(frame["detail"]) });
  }

  // The line.

  #offered(offer: Offer): void {
    if (!this.#line || this.#line.number !== offer.line) {
      this.#dropLine();
      this.#line = this.#newLine(offer.line);
    }
    this.#line.take(offer, this.#mayPublish());
  }

  #newLine(number: number): Line {
    const configuration: RTCConfiguration = {
      iceServers: this.welcome?.ice_servers ?? [],
      bundlePolicy: "max-bundle",
      ...(this.#options.policy ? { iceTransportPolicy: this.#options.policy } : {}),
    };
    return new Line(number, configuration, {
      // Numbered, so that what a dying socket swallowed is sent again.
      send: (frame) => void this.#request(frame).catch(() => undefined),
      shows: (participant, stream) => this.#emit("media", { participant, stream }),
      gone: (participant) => this.#emit("mediaGone", { participant }),
      state: (state) => this.#emit("line", state),
    });
  }

  #dropLine(): void {
    this.#line?.close();
    this.#line = null;
  }

  /** What the page may send at this moment: nothing while its person waits or is held. */
  #mayPublish(): Record<Kind, MediaStreamTrack | null> {
    return this.standing === "admitted" ? this.#tracks : { audio: null, video: null };
  }

  async #publish(): Promise<void> {
    await this.#line?.publish(this.#mayPublish());
  }

  async #report(): Promise<void> {
    const figures = await this.#line?.measure();
    if (figures) this.#send({ type: "stats", ...figures });
  }

  // The listeners.

  #touched(touch: Touch): void {
    if (this.touch === touch) return;
    this.touch = touch;
    this.#emit("touch", touch);
  }

  #emit<K extends keyof RoomEvents>(name: K, value: RoomEvents[K]): void {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) {
      (listener as (value: RoomEvents[K]) => void)(value);
    }
  }
}
