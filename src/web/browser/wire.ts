/** What is said between a page and a session, protocol `majlis.v1`, and what the page hears of it. */

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
  /** Since when the person is seen and heard, by the server's clock. */
  admitted_at?: string;
  quality?: { level: Level; cause: Cause };
}

export interface Queue {
  position: number;
  waiting_since: string;
  expected: string | null;
}

export interface Late {
  /** 0 is none. */
  minutes: number;
  /** What the office says to everybody who waits. */
  text?: string;
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

/** Whose picture or sound a receiving line carries at the moment. */
export interface Down {
  mid: string;
  kind: Kind;
  participant: string | null;
}

/** What the server offers: where the page sends, where it receives. */
export interface Offer {
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
  /** By how much the meetings run behind, while the page's own person waits. */
  late: Late;
  /** The office wrote to the page's own person. */
  told: { text: string; at: string };
  quality: { participant: string; level: Level; cause: Cause };
  ended: { by: "centre" | "office" | "system"; survey?: string };
  /** Something was refused that nobody waits for. */
  problem: { code: ErrorCode; detail: string };
  /** The last event of all. */
  closed: Ending;
}

/** A wish for a link that lets one more person in. */
export interface Invitation {
  role: Role;
  by: "sms" | "link";
  /** Where to, by SMS. */
  to?: string;
  /** What the others see; else the role. */
  name?: string;
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
