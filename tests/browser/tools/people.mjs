// What people do on the pages, by the clicks they would make.
import assert from "node:assert/strict";
import { words } from "./words.mjs";

export const ar = words("ar");
export const PHONE = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };

/** The last message to a mobile of which the pattern finds something, as the demo's telephone shows it. */
export async function onPhone(context, mobile, pattern) {
  const page = await context.newPage();
  try {
    for (let round = 0; round < 200; round += 1) {
      await page.goto(`/demo/phone?to=${encodeURIComponent(mobile)}`);
      for (const text of await page.locator(".bubble-text").allInnerTexts()) {
        const found = pattern.exec(text);
        if (found) return found[1] ?? found[0];
      }
    }
    throw new Error(`no message to ${mobile} fits ${pattern}`);
  } finally {
    await page.close();
  }
}

/** Signs a citizen in from the page of sign-in on. */
export async function signIn(page, identity, mobile) {
  await page.getByLabel(ar("identity-label")).fill(identity);
  await page.getByLabel(ar("mobile-label")).fill(mobile);
  await page.getByRole("button", { name: ar("sign-in-button") }).click();
  await page.waitForURL(/\/sign-in\/.+/);
  const code = await onPhone(page.context(), mobile, /(?<!\d)(\d{6})(?!\d)/);
  await page.locator("#code").fill(code);
  await page.getByRole("button", { name: ar("code-button"), exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}

/** Answers everything up to the choice of a time: the deputy, by video, from Madinah. */
export async function askToMeet(page, person) {
  await page.goto("/");
  await page.getByRole("link", { name: ar("start-button") }).click();
  await signIn(page, person.identity, person.mobile);
  await page.locator("input[name=kind][value=meeting]").check();
  await go(page);
  await page.locator("input[name=official][value=deputy]").check();
  await page.locator("input[name=mode][value=video]").check();
  await page.locator("select[name=centre]").selectOption("madinah");
  await go(page);
  await page.locator("#subject").fill(person.subject);
  await page.locator("#details").fill(person.details);
  if (person.signs) await page.locator("input[value=sign_language]").check();
  await go(page);
  await page.waitForURL(/\/profile/);
  await page.locator("#name").fill(person.name);
  await page.locator(`input[name=sex][value=${person.sex}]`).check();
  if (person.email) await page.locator("#email").fill(person.email);
  await go(page);
  await page.waitForURL(/\/ask\/time/);
}

/** The page's one big button. */
export async function go(page) {
  await page.locator("main .button.big").click();
}

/** Signs one of the staff in. */
export async function signInStaff(page, name, path) {
  await page.goto(path);
  await page.waitForURL(/\/staff\/sign-in/);
  await page.locator("input[name=username]").fill(name);
  await page.locator("input[name=password]").fill("majlis-demo");
  await page.locator("main form .button").click();
  await page.waitForURL((url) => url.pathname === new URL(path, url).pathname);
}

/** That a visitor's pages complained of nothing. */
export function nothingWrong(visitor) {
  assert.deepEqual(visitor.wrong, [], "no page complains, and none asks another host");
}
