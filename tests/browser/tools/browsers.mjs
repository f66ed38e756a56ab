// Real Chromium processes with fake cameras, and what a page receives.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const places = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** One browser process of its own. */
export function browser() {
  return chromium.launch({
    executablePath: places.find((each) => each && existsSync(each)),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--use-fake-device-for-media-stream",
      "--use-fake-ui-for-media-stream",
      "--autoplay-policy=no-user-gesture-required",
      "--disable-features=WebRtcHideLocalIpsWithMdns",
      "--disable-background-networking",
      "--disable-background-timer-throttling",
      "--disable-backgrounding-occluded-windows",
      "--disable-renderer-backgrounding",
      "--disable-component-update",
      "--no-first-run",
    ],
  });
}

/** A visitor of the house at `home`: a context that notes every error and every foreign request. */
export async function visitor(browser, home, options = {}) {
  const context = await browser.newContext({ baseURL: home, locale: "ar-SA", timezoneId: "Asia/Riyadh", ...options });
  context.setDefaultTimeout(20_000);
  const wrong = [];
  // Addresses that are meant to be refused: the console says so too, when it likes.
  const refused = new Set();
  context.on("console", (message) => {
    if (refused.has(message.location().url)) return;
    if (message.type() === "error") wrong.push(`${message.page()?.url()}: ${message.text()}`);
  });
  context.on("weberror", (error) => wrong.push(`${error.page()?.url()}: ${error.error()}`));
  context.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    const ours = origin === home || origin === home.replace("http", "ws") || protocol === "data:" || protocol === "blob:";
    if (!ours) wrong.push(`a request to ${request.url()}`);
  });
  await context.addInitScript(keepLines);
  const page = await context.newPage();
  return { context, page, wrong, refused };
}

/** Runs in the page before anything else: keeps every peer connection it makes. */
function keepLines() {
  const Native = globalThis.RTCPeerConnection;
  if (!Native) return;
  globalThis.lines = [];
  globalThis.RTCPeerConnection = class extends Native {
    constructor(...all) {
      super(...all);
      globalThis.lines.push(this);
    }
  };
}

/** What a page's lines have received and shown so far. */
export function received(page) {
  return page.evaluate(async () => {
    const sum = { lines: 0, connected: 0, packets: 0, audio: 0, video: 0, frames: 0, pictures: 0, voices: 0, sent: 0, widths: [] };
    for (const line of globalThis.lines) {
      sum.lines += 1;
      if (line.connectionState === "connected") sum.connected += 1;
      for (const report of (await line.getStats()).values()) {
        if (report.type === "outbound-rtp") sum.sent += report.packetsSent;
        if (report.type !== "inbound-rtp") continue;
        sum.packets += report.packetsReceived;
        sum[report.kind] += report.packetsReceived;
        sum.frames += report.framesDecoded ?? 0;
        if (report.kind === "video" && report.framesDecoded > 0) sum.pictures += 1;
        if (report.kind === "audio" && report.packetsReceived > 0) sum.voices += 1;
      }
    }
    sum.widths = [...document.querySelectorAll("[data-seats] .seat:not(.self) video")].map((video) => video.videoWidth);
    return sum;
  });
}

/** Asks again until the answer pleases; the test's own time limit ends it. */
export async function until(what, ask, pleases, limit = 30_000) {
  const end = performance.now() + limit;
  for (;;) {
    const answer = await ask();
    if (pleases(answer)) return answer;
    if (performance.now() > end) throw new Error(`${what}: still ${JSON.stringify(answer)}`);
    // The browser draws and the server works meanwhile; this is the interval of asking, not a wait for luck.
    await new Promise((next) => setTimeout(next, 100));
  }
}
