/**
 * The check before a call: a picture from the camera, a sound from the microphone, a way to the
 * headquarters. Nothing is opened before its button is pressed, and what was opened stays for the
 * call itself.
 */
const LEVEL_HEARD = 0.02;
const LISTENING_MS = 12_000;
const ROUND_TRIPS = 3;

export interface Tried {
  stream: MediaStream;
  /** The slowest of a few ways to the headquarters and back. */
  roundTripMs: number;
}

type Item = "camera" | "microphone" | "line";

/** Wakes the check of a page; `passed` is called once all three things work. */
export function wakeCheck(box: HTMLElement, passed: (tried: Tried) => void): void {
  const open = box.querySelector<HTMLButtonElement>("[data-check-open]");
  open?.addEventListener("click", () => {
    open.disabled = true;
    void tryAll(box).then((tried) => {
      open.disabled = false;
      if (tried) passed(tried);
    });
  });
}

async function tryAll(box: HTMLElement): Promise<Tried | null> {
  const line = tryLine();
  const stream = await openDevices();
  say(box, "camera", stream !== null);
  if (stream) {
    show(box, stream);
    mark(box, "microphone", box.dataset["listening"] ?? "", "");
  } else {
    say(box, "microphone", false);
  }
  const roundTripMs = await line;
  say(box, "line", roundTripMs !== null);
  const isHeard = stream !== null && (await listen(box, stream));
  if (stream) say(box, "microphone", isHeard);
  return stream && isHeard && roundTripMs !== null ? { stream, roundTripMs } : null;
}

export async function openDevices(): Promise<MediaStream | null> {
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
      video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } },
    });
  } catch {
    return null;
  }
}

function show(box: HTMLElement, stream: MediaStream): void {
  const video = box.querySelector<HTMLVideoElement>("[data-preview] video");
  if (!video) return;
  video.srcObject = stream;
  video.hidden = false;
  const open = box.querySelector<HTMLElement>("[data-check-open]");
  if (open) open.hidden = true;
}

/** Whether the microphone hears anything within a while; its level is shown from then on. */
function listen(box: HTMLElement, stream: MediaStream): Promise<boolean> {
  const meter = box.querySelector<HTMLMeterElement>("[data-level]");
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  // Longer than the pause between two looks: a short sound is not missed.
  analyser.fftSize = 8192;
  context.createMediaStreamSource(stream).connect(analyser);
  void context.resume();
  const samples = new Float32Array(analyser.fftSize);
  const until = performance.now() + LISTENING_MS;
  return new Promise((resolve) => {
    const tick = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      const level = Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length);
      if (meter) meter.value = Math.min(1, level * 4);
      if (level > LEVEL_HEARD) {
        say(box, "microphone", true);
        resolve(true);
      }
      if (performance.now() > until) resolve(false);
      if (!meter?.isConnected || stream.getAudioTracks().every((one) => one.readyState === "ended")) {
        clearInterval(tick);
        void context.close();
      }
    }, 100);
  });
}

async function tryLine(): Promise<number | null> {
  let slowest = 0;
  try {
    for (let round = 0; round < ROUND_TRIPS; round += 1) {
      const begun = performance.now();
      const answer = await fetch("/healthz", { cache: "no-store" });
      if (!answer.ok) return null;
      slowest = Math.max(slowest, performance.now() - begun);
    }
    return Math.round(slowest);
  } catch {
    return null;
  }
}

function say(box: HTMLElement, item: Item, works: boolean): void {
  const words = works ? box.dataset["good"] : box.dataset["bad"];
  mark(box, item, words ?? "", works ? "good" : "bad");
}

function mark(box: HTMLElement, item: Item, words: string, mood: string): void {
  const row = box.querySelector<HTMLElement>(`[data-item="${item}"]`);
  const result = row?.querySelector<HTMLElement>("[data-result]");
  if (!row || !result) return;
  result.textContent = words;
  result.className = `tag ${mood}`.trim();
  const fix = row.querySelector<HTMLElement>(".fix");
  if (fix) fix.hidden = mood !== "bad";
}
