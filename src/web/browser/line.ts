/** One connection between a page and the forwarder: its offers, its tracks, its figures. */
import type { Down, Kind, Offer } from "./wire";

/** How long a line may be in doubt before new credentials are asked for. */
const DOUBT_MS = 3_000;
export const KINDS: readonly Kind[] = ["audio", "video"];

/** What a connection tells the one it belongs to. */
export interface LineOwner {
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
export class Line {
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
