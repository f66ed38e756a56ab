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

/** Opens the house at `now`, with settings (`MAJLIS__SECTION__KEY`) of its own; once in a file. */
export function open(now, settings = {}) {
  before(async () => {
    Object.assign(process.env, settings);
    majlis = await house("sqlite", now);
    chromium = await browser();
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
