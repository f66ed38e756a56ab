// The service is killed in the middle of a session: everybody is back by himself, with pictures.
import assert from "node:assert/strict";
import { test } from "node:test";
import { received, until } from "./tools/browsers.mjs";
import { signInStaff } from "./tools/people.mjs";
import { checksIn, waits } from "./tools/session.mjs";
import { comes, majlis, open } from "./tools/town.mjs";

const LIMIT = { timeout: 300_000 };
const HOUR = "2026-11-22T10:05:00+03:00";
/** From the kill to the pictures. */
const BACK_MS = 10_000;

open("2026-11-22T08:30:00+03:00", { then: () => majlis.moveTo(HOUR) });

test("everybody is back with pictures within ten seconds of a kill, and nobody presses anything", LIMIT, async () => {
  const [operator, deputy] = [await comes(), await comes()];
  await signInStaff(operator.page, "video.madinah", "/centre");
  await waits(operator, (await checksIn(operator)).room);
  await signInStaff(deputy.page, "deputy", "/office/waiting");
  const session = await deputy.page.locator("#waiting .person a").first().getAttribute("href");
  await deputy.page.goto(session);
  await deputy.page.locator("[data-enter]").click();
  await deputy.page.locator("[data-people] [data-person] [data-do=admit]").click();
  await operator.page.locator("[data-stage][data-standing=admitted]").waitFor();
  for (const { page } of [operator, deputy]) {
    await until("pictures", () => received(page), (now) => now.pictures > 0 && now.frames > 10);
  }

  const lines = await Promise.all([operator, deputy].map(({ page }) => page.evaluate(() => globalThis.lines.length)));
  const since = await majlis.killed(HOUR);
  for (const [place, { page }] of [operator, deputy].entries()) {
    const anew = () => page.evaluate(async (before) => {
      let frames = 0;
      for (const line of globalThis.lines.slice(before)) {
        for (const report of (await line.getStats()).values()) frames += report.type === "inbound-rtp" ? (report.framesDecoded ?? 0) : 0;
      }
      return frames;
    }, lines[place]);
    await until("new pictures", anew, (frames) => frames > 3);
  }
  const took = performance.now() - since;
  console.log(`back with pictures ${Math.round(took)} ms after the kill`);
  assert.ok(took < BACK_MS, `${Math.round(took)} ms`);
  for (const { page } of [operator, deputy]) {
    await page.locator("[data-stage][data-standing=admitted][data-touch=connected]").waitFor();
  }
});
