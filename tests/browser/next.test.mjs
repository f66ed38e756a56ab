// The secretary lets in who is next by one press: nobody before the official is there.
import assert from "node:assert/strict";
import { test } from "node:test";
import { received, until } from "./tools/browsers.mjs";
import { nothingWrong, signInStaff } from "./tools/people.mjs";
import { checksIn, waits } from "./tools/session.mjs";
import { comes, majlis, open } from "./tools/town.mjs";

const LIMIT = { timeout: 300_000 };

open("2026-11-22T08:30:00+03:00", { then: () => majlis.moveTo("2026-11-22T10:05:00+03:00") });

test("the secretary lets in who is next by one press, once the official is there", LIMIT, async () => {
  const [operator, deputy, secretary] = [await comes(), await comes(), await comes()];
  await signInStaff(operator.page, "video.madinah", "/centre");
  await waits(operator, (await checksIn(operator)).room);
  await signInStaff(secretary.page, "secretary", "/office/waiting");
  const press = secretary.page.locator(".next-up form button");
  await press.waitFor();
  const session = await secretary.page.locator("#waiting .person a").first().getAttribute("href");
  await press.click();
  await secretary.page.locator("[data-stage][data-touch=connected]").waitFor();
  await secretary.page.locator("[data-official-away]:not([hidden])").waitFor();
  assert.equal(await operator.page.locator("[data-stage][data-standing=admitted]").count(), 0, "nobody is let in to an empty chair");
  await signInStaff(deputy.page, "deputy", session);
  await deputy.page.locator("[data-enter]").click();
  await operator.page.locator("[data-stage][data-standing=admitted]").waitFor();
  await until("the official's picture", () => received(operator.page), (now) => now.pictures > 0);
  for (const each of [operator, deputy, secretary]) nothingWrong(each);
});
