/**
 * A page's end of a video session: the protocol `majlis.v1` and the one media line it carries.
 *
 * The server always offers and the page always answers. While its owner waits the line is up and
 * sends nothing; when he is admitted the tracks are put on it and nothing is negotiated. A socket
 * that is lost is taken up again where it was; requests without an answer are sent again, which
 * the server makes harmless. Nothing here touches the document: the page listens and shows.
 */

export type Role =
  | "applicant"
  | "companion"
  | "representative"
  | "operator"
  | "official"
  | "secretary"
  | "interpreter"
  | "sign_language_interpreter"
  | "observer";
export type SessionState = "scheduled" | "open" | "live" | "ended" | "failed";
export type Standing = "waiting" | "admitted" | "held" | "left";
export type Kind = "audio" | "video";
export type Level = "good" | "fair" | "poor";
export type Cause =
  | "none"
  | "loss_up"
  | "loss_down"
  | "delay"
  | "jitter"
  | "bandwidth"
  | "machine";
export type ErrorCode =
  | "bad_frame"
  | "too_large"
  | "slow_down"
  | "stale_id"
  | "not_allowed"
  | "official_absent"
  | "not_admitted"
  | "no_such_participant"
  | "conflict"
  | "wrong_state"
  | "locked"
  | "full"
  | "ended"
  | "removed"
  | "gone"
  | "unavailable";

export interface Person {
  participant: string;
  role: Role;
  name: string;
  language: string;
  state: Standing;
  /** `admit` names the version it saw, so that nobody is admitted twice. */
  version: number;
  connected: boolean;
  ready: boolean;
  /** Whether the person's media line is up. */
  line: boolean;
  muted: { audio: boolean; video: boolean };
  waiting_since?: string;
  quality?: { level: Level; cause: Cause };
}

export interface Queue {
  position: number;
  waiting_since: string;
  expected: string | null;
}

export interface Welcome {
  session: string;
  role: Role;
  you: string;
  participants: Person[];
  state: SessionState;
  locked: boolean;
  pinned: string | null;
  ice_servers: RTCIceServer[];
  resume_token: string | null;
  resumed: boolean;
  now: string;
}

export interface Devices {
  camera: boolean;
  microphone: boolean;
  speaker?: boolean;
}

export interface Check {
  passed: boolean;
  path?: "udp" | "tcp" | "relay";
  round_trip_ms?: number;
  loss_permille?: number;
}

interface Down {
  mid: string;
  kind: Kind;
  participant: string | null;
}

interface Offer {
  sdp: string;
  epoch: number;
  line: number;
  up: Record<Kind, string>;
  down: Down[];
}

/** Whether the page is in touch with the session. */
export type Touch = "connecting" | "connected" | "reconnecting" | "closed";

/** Why it is over: nothing comes after it. */
export type Ending =
  | "left"
  | "ended"
  | "declined"
  | "removed"
  | "replaced"
  | "refused"
  | "lost";

export interface RoomEvents {
  touch: Touch;
  welcome: Welcome;
  participants: Person[];
  state: SessionState;
  /** Where the page's own person stands. */
  standing: Standing;
  queue: Queue;
  /** Somebody is shown: put the stream into a `<video>` element. */
  media: { participant: string; stream: MediaStream };
  /** Somebody is shown no more. */
  mediaGone: { participant: string };
  /** How the media line is. */
  line: RTCPeerConnectionState;
  muted: { participant: string; kind: Kind; on: boolean };
  removed: { participant: string };
  declined: { participant: string; reason: string };
  locked: boolean;
  pin: string | null;
  chat: { from: string; text: string; at: string };
  quality: { participant: string; level: Level; cause: Cause };
  ended: { by: "centre" | "office" | "system"; survey?: string };
  /** Something was refused that nobody waits for. */
  problem: { code: ErrorCode; detail: string };
  /** The last event of all. */
  closed: Ending;
}

export interface RoomOptions {
  /** `wss://…/signal`. */
  signalUrl: string;
  /** Gives a ticket; asked again when a place was lost for good. Without one more, it is over. */
  ticket: () => Promise<string | null>;
  /** What this client calls itself. */
  client: string;
  /** `relay` keeps the person's own addresses to himself where a relay is at hand. */
  policy?: RTCIceTransportPolicy;
}

/** A request that was refused; `code` is the key of the words to show. */
export class Refused extends Error {
  constructor(
    readonly code: ErrorCode,
    detail: string,
  ) {
    super(detail);
    this.name = "Refused";
  }
}

const PROTOCOL = "majlis.v1";
const RESTS_MS = [0, 300, 1200, 2700, 4800, 7000, 7000, 7000, 7000, 7000] as const;
const JITTER_MS = 500;
/** The server beats every five seconds; a page cannot see pings. */
const SILENCE_MS = 15_000;
const STATS_MS = 5_000;
/** How often a resume token is tried before a new ticket is asked for. */
const RESUMES_MAX = 4;
/** How long a line may be in doubt before new credentials are asked for. */
const DOUBT_MS = 3_000;
const KINDS: readonly Kind[] = ["audio", "video"];

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
  async invite(role: Role, by: "sms" | "link", to?: string): Promise<string | null> {
    const wish = { type: "invite", role, by, ...(to === undefined ? {} : { to }) };
    const answer = await this.#request(wish);
    return typeof answer["link"] === "string" ? answer["link"] : null;
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
    const token = this.#tries < RESUMES_MAX ? this.#resumeToken : null;
    let query = token && `resume=${token}`;
    if (!token) {
      try {
        const ticket = await this.#options.ticket();
        if (this.#ending) return;
        if (!ticket) return this.#finish("lost");
        query = `ticket=${encodeURIComponent(ticket)}`;
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

interface LineOwner {
  send(frame: Record<string, unknown>): void;
  shows(participant: string, stream: MediaStream): void;
  gone(participant: string): void;
  state(state: RTCPeerConnectionState): void;
}

interface Counts {
  at: number;
  sent: number;
  received: number;
  arrived: number;
  lost: number;
}

/** One connection to the forwarder; a new number means a new one. */
class Line {
  readonly #pc: RTCPeerConnection;
  readonly #streams = new Map<string, MediaStream>();
  /** Offers are answered one after the other. */
  #work: Promise<void> = Promise.resolve();
  #epoch = 0;
  #up: Record<Kind, string> | null = null;
  #down: Down[] = [];
  #isAnswered = false;
  #candidates: RTCIceCandidate[] = [];
  #doubt: ReturnType<typeof setTimeout> | undefined;
  #before: Counts | null = null;
  #tracks: Record<Kind, MediaStreamTrack | null> = { audio: null, video: null };

  constructor(
    readonly number: number,
    configuration: RTCConfiguration,
    private readonly owner: LineOwner,
  ) {
    this.#pc = new RTCPeerConnection(configuration);
    this.#pc.onicecandidate = ({ candidate }) => {
      if (!candidate) return;
      // A candidate that overtakes its answer would have nothing to belong to.
      if (this.#isAnswered) this.#trickle(candidate);
      else this.#candidates.push(candidate);
    };
    this.#pc.onconnectionstatechange = () => this.#changed();
    this.#pc.ontrack = () => this.show(this.#down);
  }

  take(offer: Offer, tracks: Record<Kind, MediaStreamTrack | null>): void {
    this.#tracks = tracks;
    this.#work = this.#work.then(() => this.#answer(offer)).catch(() => this.#askAgain());
  }

  async #answer(offer: Offer): Promise<void> {
    if (this.#isClosed()) return;
    this.#isAnswered = false;
    this.#epoch = offer.epoch;
    this.#up = offer.up;
    await this.#pc.setRemoteDescription({ type: "offer", sdp: offer.sdp });
    await this.#put();
    await this.#pc.setLocalDescription(await this.#pc.createAnswer());
    const sdp = this.#pc.localDescription?.sdp;
    if (this.#isClosed() || !sdp) return;
    this.owner.send({ type: "answer", sdp, epoch: offer.epoch });
    this.#isAnswered = true;
    for (const candidate of this.#candidates.splice(0)) this.#trickle(candidate);
    this.show(offer.down);
  }

  #trickle(candidate: RTCIceCandidate): void {
    this.owner.send({
      type: "candidate",
      candidate: candidate.candidate,
      sdpMid: candidate.sdpMid,
      sdpMLineIndex: candidate.sdpMLineIndex,
      usernameFragment: candidate.usernameFragment,
      epoch: this.#epoch,
    });
  }

  remoteCandidate(candidate: RTCIceCandidateInit): void {
    const { candidate: text, sdpMid, sdpMLineIndex, usernameFragment } = candidate;
    const init: RTCIceCandidateInit = {
      candidate: text ?? "",
      sdpMid: sdpMid ?? null,
      sdpMLineIndex: sdpMLineIndex ?? null,
      usernameFragment: usernameFragment ?? null,
    };
    this.#work = this.#work.then(() => this.#pc.addIceCandidate(init)).catch(() => undefined);
  }

  async publish(tracks: Record<Kind, MediaStreamTrack | null>): Promise<void> {
    this.#tracks = tracks;
    await this.#put();
  }

  /** Puts the tracks on the lines that were negotiated for them; that takes no new offer. */
  async #put(): Promise<void> {
    if (!this.#up || this.#isClosed()) return;
    for (const kind of KINDS) {
      const mid = this.#up[kind];
      const found = this.#pc.getTransceivers().find((one) => one.mid === mid);
      if (!found) continue;
      // Said even when there is no track yet, or the line would be answered as inactive.
      if (found.direction !== "sendonly") found.direction = "sendonly";
      if (found.sender.track !== this.#tracks[kind]) {
        await found.sender.replaceTrack(this.#tracks[kind]);
      }
    }
  }

  /** Gives each person one stream with the tracks of the lines that carry him now. */
  show(down: Down[]): void {
    this.#down = down;
    const wanted = new Map<string, MediaStreamTrack[]>();
    for (const { mid, participant } of down) {
      if (participant === null) continue;
      const found = this.#pc.getTransceivers().find((one) => one.mid === mid);
      if (!found) continue;
      wanted.set(participant, [...(wanted.get(participant) ?? []), found.receiver.track]);
    }
    for (const [participant, stream] of [...this.#streams]) {
      if (wanted.has(participant)) continue;
      this.#streams.delete(participant);
      for (const track of stream.getTracks()) stream.removeTrack(track);
      this.owner.gone(participant);
    }
    for (const [participant, tracks] of wanted) {
      const stream = this.#streams.get(participant) ?? new MediaStream();
      const isNew = !this.#streams.has(participant);
      for (const track of stream.getTracks()) {
        if (!tracks.includes(track)) stream.removeTrack(track);
      }
      for (const track of tracks) stream.addTrack(track);
      this.#streams.set(participant, stream);
      if (isNew) this.owner.shows(participant, stream);
    }
  }

  #changed(): void {
    const state = this.#pc.connectionState;
    clearTimeout(this.#doubt);
    if (state === "failed") this.#askAgain();
    if (state === "disconnected") this.#doubt = setTimeout(() => this.#askAgain(), DOUBT_MS);
    this.owner.state(state);
  }

  #askAgain(): void {
    if (!this.#isClosed()) this.owner.send({ type: "restart" });
  }

  #isClosed(): boolean {
    return this.#pc.connectionState === "closed";
  }

  close(): void {
    clearTimeout(this.#doubt);
    this.#pc.onicecandidate = null;
    this.#pc.onconnectionstatechange = null;
    this.#pc.ontrack = null;
    this.show([]);
    this.#pc.close();
  }

  /** What was measured since the last time, in whole numbers; nothing before the line is up. */
  async measure(): Promise<Record<string, number | boolean | string> | null> {
    if (this.#pc.connectionState !== "connected") return null;
    const reports = [...(await this.#pc.getStats()).values()] as Array<Record<string, unknown>>;
    const of = (type: string): Array<Record<string, unknown>> =>
      reports.filter((report) => report["type"] === type);
    const sum = (list: Array<Record<string, unknown>>, key: string): number =>
      list.reduce((total, report) => total + (Number(report[key]) || 0), 0);
    const most = (list: Array<Record<string, unknown>>, key: string): number | null => {
      const found = list.map((report) => Number(report[key])).filter((n) => Number.isFinite(n));
      return found.length ? Math.max(...found) : null;
    };
    const [inbound, outbound] = [of("inbound-rtp"), of("outbound-rtp")];
    const remote = of("remote-inbound-rtp");
    const now: Counts = {
      at: performance.now(),
      sent: sum(outbound, "bytesSent"),
      received: sum(inbound, "bytesReceived"),
      arrived: sum(inbound, "packetsReceived"),
      lost: sum(inbound, "packetsLost"),
    };
    const before = this.#before;
    this.#before = now;

    const figures: Record<string, number | boolean | string> = {};
    const pair = of("candidate-pair").find(
      (report) => report["nominated"] === true && report["state"] === "succeeded",
    );
    const put = (key: string, value: number | null, scale: number, max: number): void => {
      if (value === null || !Number.isFinite(value)) return;
      figures[key] = Math.min(max, Math.max(0, Math.round(value * scale)));
    };
    put("round_trip_ms", most(pair ? [pair, ...remote] : remote, "roundTripTime"), 1000, 60_000);
    if (figures["round_trip_ms"] === undefined && pair) {
      put("round_trip_ms", most([pair], "currentRoundTripTime"), 1000, 60_000);
    }
    put("loss_up_permille", most(remote, "fractionLost"), 1000, 1000);
    put("jitter_ms", most(inbound, "jitter"), 1000, 60_000);
    put("frames_per_second", most(inbound, "framesPerSecond"), 1, 1000);
    if (before) {
      const ms = Math.max(1, now.at - before.at);
      put("kbps_up", ((now.sent - before.sent) * 8) / ms, 1, 1_000_000);
      put("kbps_down", ((now.received - before.received) * 8) / ms, 1, 1_000_000);
      const lost = Math.max(0, now.lost - before.lost);
      const due = now.arrived - before.arrived + lost;
      if (due > 0) put("loss_down_permille", lost / due, 1000, 1000);
    }
    const limits = outbound.map((report) => report["qualityLimitationReason"]);
    if (limits.some((limit) => limit !== undefined)) {
      figures["limited_by_bandwidth"] = limits.includes("bandwidth");
      figures["limited_by_machine"] = limits.includes("cpu");
    }
    const own = reports.find((report) => report["id"] === pair?.["localCandidateId"]);
    if (own) {
      const protocol = own["protocol"] === "tcp" ? "tcp" : "udp";
      figures["path"] = own["candidateType"] === "relay" ? "relay" : protocol;
    }
    return figures;
  }
}
