// The main job, whole: from a citizen's phone to a picture in the office, on both databases.
import { join } from "node:path";
import { test } from "node:test";
import { booking } from "./tools/booking.mjs";
import { browser } from "./tools/browsers.mjs";
import { house } from "./tools/house.mjs";
import { out } from "./tools/look.mjs";
import { meeting } from "./tools/meeting.mjs";

/** Every open page, for whoever looks into a failure. */
async function photograph(browsers, kind) {
  const pages = Object.values(browsers).flatMap((each) => each.contexts().flatMap((context) => context.pages()));
  for (const [place, page] of pages.entries()) {
    const path = join(out, `failed-${kind}-${place}.png`);
    await page.screenshot({ path, timeout: 5_000 }).catch(() => undefined);
  }
}

for (const kind of ["sqlite", "postgres"]) {
  test(`the story on ${kind}`, { timeout: 300_000 }, async (t) => {
    const majlis = await house(kind);
    t.after(majlis.stop);
    const browsers = { centre: await browser(), office: await browser() };
    t.after(() => Promise.all(Object.values(browsers).map((each) => each.close())));

    /** A step of the story, with its name in the report; nothing comes after one that failed. */
    async function step(name, what) {
      let result;
      let failed;
      await t.test(name, async () => {
        try {
          result = await what();
        } catch (error) {
          failed = error;
          await photograph(browsers, kind);
          throw error;
        }
      });
      if (failed) throw new Error(`the story ended at: ${name}`);
      return result;
    }

    const told = await booking(majlis.home, browsers.centre, step);
    await meeting(majlis, browsers, told, step);
  });
}
