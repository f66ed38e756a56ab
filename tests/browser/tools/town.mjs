// What a file of tests is played in: one house and one browser, from before its first test to after its last.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { browser, visitor } from "./browsers.mjs";
import { house } from "./house.mjs";
import { lookAround } from "./look.mjs";
import { nothingWrong } from "./people.mjs";

const LIMIT = { timeout: 300_000 };
const DESK = { viewport: { width: 1280, height: 800 } };
export let majlis;
export let chromium;

/**
 * Opens the house at `now`; once in a file. `first` gives settings of its own (`MAJLIS__SECTION__KEY`), `then` is what
 * happens before the first test. One hook has all of it: those of a file are run at the same time.
 */
export function open(now, { first = () => ({}), then = () => undefined } = {}) {
  before(async () => {
    Object.assign(process.env, await first());
    majlis = await house("sqlite", now);
    chromium = await browser();
    await then();
  }, LIMIT);
  after(async () => {
    await chromium?.close();
    await majlis?.stop();
  });
}

/** Somebody with a browser window of that shape. */
export const comes = (shape = DESK) => visitor(chromium, majlis.home, shape);

/** Looks at the pages and says everything that is wrong at once. */
export async function fine(person, pages) {
  assert.deepEqual(await lookAround(person, pages), []);
  nothingWrong(person);
}
