// The day of an official: one press lets in who waits, lateness shows where somebody waits, the office writes, invites a
// third party, sends back and takes notes, all while a session is on.
import assert from "node:assert/strict";
import { test } from "node:test";
import { NORAH } from "./tools/booking.mjs";
import { received, until } from "./tools/browsers.mjs";
import { LANGUAGES } from "./tools/look.mjs";
import { ar, askToMeet, go, nothingWrong, onPhone, signInStaff } from "./tools/people.mjs";
import { checksIn, standing, waits } from "./tools/session.mjs";
import { comes, fine, majlis, open } from "./tools/town.mjs";

const LIMIT = { timeout: 600_000 };
const MORNING = "2026-11-22T08:30:00+03:00";
const GUEST = "0501119988";
const WORD = "نشكر لكم صبركم";
/** She comes later that day, and looks at her page meanwhile. */
let norah;
let request;

// Two women come to Madinah today; whoever was to come before them is not there at the hour.
async function comesToday() {
  norah = await comes();
  await askToMeet(norah.page, NORAH);
  await norah.page.locator(".days button.slot").first().click();
  await norah.page.waitForURL(/\/ask\/check/);
  await go(norah.page);
  await norah.page.waitForURL(/\/done/);
  request = new URL(norah.page.url()).pathname.replace("/done", "");
  await majlis.moveTo("2026-11-22T10:05:00+03:00");
}

open(MORNING, { then: comesToday });

const says = (page, key) => page.locator("#next").getByText(ar(key), { exact: true }).waitFor();

test("an official without anybody is told so kindly", LIMIT, async () => {
  const minister = await comes();
  await signInStaff(minister.page, "minister", "/office/next");
  await says(minister.page, "next-nobody");
  await fine(minister, [["next-nobody", "/office/next"], ["late", "/office/late?back=/office/next"]]);
  await minister.context.close();
});

for (const [place, language] of LANGUAGES.entries()) {
  test(`one press lets in who waits, and the office runs its day (${language})`, LIMIT, () => runs(place, language));
}

async function runs(place, language) {
  const [operator, deputy, secretary, guest] = [await comes(), await comes(), await comes(), await comes()];
  const all = { operator, deputy, secretary, guest };
  await signInStaff(operator.page, "video.madinah", "/centre");
  await signInStaff(deputy.page, "deputy", "/office/next");
  await says(deputy.page, "next-not-there");
  assert.equal(await deputy.page.locator("[data-admit-next]").count(), 0, "there is nobody to let in");
  if (place === 0) await fine(deputy, [["next-not-there", "/office/next"]]);
  await deputy.page.goto("/office/next");

  // The page follows by itself: checked in, then in the waiting room.
  const { name, room } = await checksIn(operator, place);
  await says(deputy.page, "next-checked-in");
  await waits(operator, room);
  await deputy.page.locator("[data-admit-next]").waitFor();
  assert.equal((await deputy.page.locator("#next-name").innerText()).trim(), name);
  const notes = await deputy.page.locator("#next a[href*='/notes']").getAttribute("href");
  if (place === 0) await fine(deputy, [["next-waits", "/office/next"], ["notes", notes]]);

  const session = await runsLate(secretary, operator, place, language);
  const link = await writesAndInvites(all, session, name, language);
  await guest.page.goto(new URL(link).pathname);
  await guest.page.getByRole("button", { name: ar("join-enter") }).click();
  await guest.page.locator("[data-stage][data-standing=waiting][data-touch=connected]").waitFor();

  // One press: the session opens, and the one who waits is in.
  await deputy.page.goto(`/language/${language}?next=/office/next`);
  const pressed = performance.now();
  await deputy.page.locator("[data-admit-next]").click();
  await operator.page.locator("[data-stage][data-standing=admitted]").waitFor();
  await until("the official's picture", () => received(operator.page), (now) => now.pictures > 0);
  await until("the citizen's picture", () => received(deputy.page), (now) => now.pictures > 0);
  console.log(`${language}: from the press on the page to both pictures ${Math.round(performance.now() - pressed)} ms`);
  assert.ok(await operator.page.locator("[data-late]").isHidden(), "who is in need not hear how late it is");
  assert.equal((await received(guest.page)).packets, 0, "who was not let in receives nothing");

  await thirdJoins(deputy, guest);
  await sendsBack(deputy, operator, name);
  await writesNote(deputy, operator, language);
  await ends(all, name);
  for (const each of Object.values(all)) {
    nothingWrong(each);
    await each.context.close();
  }
}

/** The secretary says how late it is; it shows on the page of the one who waits, without a reload. */
async function runsLate(secretary, operator, place, language) {
  const { page } = secretary;
  await signInStaff(page, "secretary", "/office/waiting");
  await page.locator(".next-up").waitFor();
  if (place === 0) await fine(secretary, [["waiting-next", "/office/waiting"], ["today-late", "/office/today"]]);
  await page.goto(`/language/${language}?next=/office/waiting`);
  const late = page.locator("#late");
  await late.locator("[name=official]").selectOption("deputy");
  await late.locator("[name=minutes]").selectOption("20");
  await late.locator("[name=message]").fill(WORD);
  await late.locator("button").click();
  await late.getByText(WORD).waitFor();
  assert.equal(new URL(page.url()).pathname, "/office/waiting", "the page stayed where it was");
  const line = operator.page.locator("[data-late]:not([hidden])");
  await line.waitFor();
  const said = await line.innerText();
  assert.ok(said.includes("20") && said.includes(WORD), said);
  await standing(operator.page, `room-late.${language}`);
  await standing(page, `waiting-late.${language}`);
  // Every page of the day says the expected hour: the centre's, and that of whoever comes later.
  if (place === 0) {
    const gate = await comes();
    await signInStaff(gate.page, "reception.madinah", "/centre");
    await gate.page.locator(".data .tag.wait", { hasText: "المتوقع" }).first().waitFor();
    await fine(gate, [["centre-late", "/centre"]]);
    await gate.context.close();
    await onPhone(norah.context, NORAH.mobile, /يتأخر موعدك/);
    await norah.page.goto(request);
    await norah.page.locator("#request-now .alert.wait").waitFor();
    await fine(norah, [["request-late", request]]);
  }
  return page.goto("/office/waiting").then(() => page.locator("#waiting .person a").first().getAttribute("href"));
}

/** The secretary writes to one who waits, and makes a link for a third party; an SMS goes to another. */
async function writesAndInvites({ secretary, operator }, session, name, language) {
  const { page } = secretary;
  const text = "دقائق ويُؤذن لك";
  page.on("dialog", (dialog) => dialog.accept(text));
  await page.goto(session);
  await page.locator("[data-enter]").click();
  const person = page.locator("[data-people] [data-person]", { hasText: name });
  await person.locator("[data-do=tell]").click();
  await operator.page.locator("[data-told]:not([hidden])", { hasText: text }).waitFor();
  await standing(operator.page, `room-told.${language}`);

  const box = page.locator("[data-invite]");
  await box.locator("[name=role]").selectOption("observer");
  await box.locator("[name=called]").fill("سعاد المراقبة");
  await box.locator("button[value=sms]").click();
  await box.getByText(await box.getAttribute("data-no-mobile")).waitFor();
  await box.locator("button[value=link]").click();
  const link = box.locator("[data-link]");
  await until("a link", () => link.innerText(), (shown) => shown.includes("/join/"));
  const made = await link.innerText();
  await standing(page, `session-invited.${language}`);

  await box.locator("[name=role]").selectOption("interpreter");
  await box.locator("[name=to]").fill(GUEST);
  await box.locator("button[value=sms]").click();
  await box.getByText(await box.getAttribute("data-sent")).waitFor();
  await onPhone(secretary.context, GUEST, /(http\S+\/join\/\S+)/);
  // The secretary leaves the official to it.
  await page.goto("/office/waiting");
  return made;
}

/** The invited one is let in by a second press, named on every screen. */
async function thirdJoins(deputy, guest) {
  const { page } = deputy;
  const waiting = page.locator("[data-people] [data-person]", { hasText: "سعاد المراقبة" });
  await waiting.locator("[data-do=admit]").click();
  await guest.page.locator("[data-stage][data-standing=admitted]").waitFor();
  await until("the observer sees both", () => received(guest.page), (now) => now.pictures > 1);
  await page.locator("[data-present] [data-person]", { hasText: "سعاد المراقبة" }).waitFor();
}

/** Whoever is sent back waits again, sees and hears nothing, and is let in again. */
async function sendsBack(deputy, operator, name) {
  const { page } = deputy;
  await page.locator("[data-present] [data-person]", { hasText: name }).locator("[data-do=hold]").click();
  await operator.page.locator("[data-stage][data-standing=held]").waitFor();
  await operator.page.locator("[data-late]:not([hidden])").waitFor();
  const quiet = await until("no more packets", async () => {
    const before = await received(operator.page);
    const later = await received(operator.page);
    return later.packets - before.packets;
  }, (more) => more === 0);
  assert.equal(quiet, 0);
  await page.locator("[data-people] [data-person]", { hasText: name }).locator("[data-do=admit]").click();
  await operator.page.locator("[data-stage][data-standing=admitted]").waitFor();
}

/** A note is written while the session goes on. */
async function writesNote(deputy, operator, language) {
  const { page } = deputy;
  const note = "يُسأل عن المعاملة السابقة";
  await page.locator("#notes textarea").fill(note);
  await page.locator("#notes button").click();
  await page.locator("#notes").getByText(note).waitFor();
  await page.locator("[data-stage][data-standing=admitted][data-touch=connected]").waitFor();
  await operator.page.locator("[data-stage][data-standing=admitted]").waitFor();
  await standing(page, `session-noted.${language}`);
}

/** The result ends it, and the official's page shows whoever comes next. */
async function ends({ deputy, operator }, name) {
  const { page } = deputy;
  await page.locator("form[data-outcome] input[name=result][value=close]").check();
  await page.locator("form[data-outcome] button").click();
  await page.waitForURL(/\/office\/next/);
  await page.locator(".alert.good").waitFor();
  await operator.page.locator("[data-stage][data-ending=ended]").waitFor();
  const shown = await page.locator("#next").innerText();
  assert.ok(!shown.includes(name), shown);
}
