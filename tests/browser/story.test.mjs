// The main job, whole: from a citizen's phone to a picture in the office, on both databases.
import { test } from "node:test";
import { booking } from "./tools/booking.mjs";
import { browser } from "./tools/browsers.mjs";
import { house } from "./tools/house.mjs";

for (const kind of ["sqlite", "postgres"]) {
  test(`the story on ${kind}`, { timeout: 300_000 }, async (t) => {
    const majlis = await house(kind);
    t.after(majlis.stop);
    const centre = await browser();
    t.after(() => centre.close());

    /** A step of the story, with its name in the report; nothing comes after one that failed. */
    async function step(name, what) {
      let result;
      let failed;
      await t.test(name, async () => {
        try {
          result = await what();
        } catch (error) {
          failed = error;
          throw error;
        }
      });
      if (failed) throw new Error(`the story ended at: ${name}`);
      return result;
    }

    await booking(majlis.home, centre, step);
  });
}
