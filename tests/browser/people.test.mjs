// Who is in a session, and what may be done about each: everybody is named on every screen, the office switches sound and
// picture off, shows somebody large, puts people out, keeps the waiting room shut; people write, and show a paper or a screen.
import assert from "node:assert/strict";
import { test } from "node:test";
import { NORAH } from "./tools/booking.mjs";
import { received, until } from "./tools/browsers.mjs";
import { LANGUAGES } from "./tools/look.mjs";
import { askToMeet, go, nothingWrong, signInStaff } from "./tools/people.mjs";
import { checksIn, standing, waits } from "./tools/session.mjs";
import { comes, majlis, open } from "./tools/town.mjs";

const LIMIT = { timeout: 600_000 };
const OBSERVER = "سعاد المراقبة";
/** What an unkind person writes: markup, an end of line, a mark that turns the direction of writing. */
const HOSTILE = "<img src=x onerror=\"document.title='broken'\">\u202E & <b>نص</b>";

/** Somebody else comes to Madinah on the same day. */
async function comesToday() {
  const norah = await comes();
  await askToMeet(norah.page, NORAH);
  await norah.page.locator(".days button.slot").first().click();
  await norah.page.waitForURL(/\/ask\/check/);
  await go(norah.page);
  await norah.page.waitForURL(/\/done/);
  await norah.context.close();
  await majlis.moveTo("2026-11-22T10:05:00+03:00");
}

open("2026-11-22T08:30:00+03:00", { then: comesToday });

/** The link of a third party who looks on. */
async function invites({ page }) {
  const box = page.locator("[data-invite]");
  await box.locator("[name=role]").selectOption("observer");
  await box.locator("[name=called]").fill(OBSERVER);
  const before = await box.locator("[data-link]").textContent();
  await box.locator("button[value=link]").click();
  const isNew = (shown) => shown.includes("/join/") && shown !== before;
  const link = await until("a link", () => box.locator("[data-link]").textContent(), isNew);
  return new URL(link).pathname;
}

async function entersBy(guest, link) {
  await guest.page.goto(link);
  await guest.page.locator(".button.big").click();
}

const inRoom = (page) => page.locator("[data-present] [data-person]");

for (const [place, language] of LANGUAGES.entries()) {
  test(`everybody is named, heard, shown and put out as the office says (${language})`, LIMIT, () => runs(place, language));
}

async function runs(place, language) {
  const [operator, deputy, guest, late] = [await comes(), await comes(), await comes(), await comes()];
  await signInStaff(operator.page, "video.madinah", "/centre");
  await operator.page.goto(`/language/${language}?next=/centre`);
  await waits(operator, (await checksIn(operator, place)).room);
  await signInStaff(deputy.page, "deputy", "/office/waiting");
  await deputy.page.goto(`/language/${language}?next=/office/waiting`);
  await deputy.page.goto(await deputy.page.locator("#waiting .person a").first().getAttribute("href"));
  await deputy.page.locator("[data-enter]").click();
  const her = deputy.page.locator("[data-people] [data-person]").first();
  await her.waitFor();
  const name = await her.locator("[data-name]").innerText();
  assert.ok((await her.locator("[data-checked]").innerText()).length > 0, "the office sees whether the check passed");
  await her.locator("[data-do=admit]").click();
  await operator.page.locator("[data-stage][data-standing=admitted]").waitFor();
  await until("the official's picture", () => received(operator.page), (now) => now.pictures > 0);

  await isNamed(deputy, operator, guest, language);
  await isSilenced(deputy, operator, name);
  await areWritten(deputy, operator, language);
  await isShown(deputy, operator, language);
  await isPinned(deputy, name);
  await isShut(deputy, late);
  await isPutOut(deputy, guest);
  for (const each of [operator, deputy, guest, late]) {
    nothingWrong(each);
    await each.context.close();
  }
}

/** Whoever only looks on is named on the citizen's screen too, from the moment of the admission. */
async function isNamed(deputy, operator, guest, language) {
  const link = await invites(deputy);
  await entersBy(guest, link);
  const waiting = deputy.page.locator("[data-people] [data-person]", { hasText: OBSERVER });
  await waiting.waitFor();
  const here = operator.page.locator("[data-here]");
  assert.ok(!(await here.innerText()).includes(OBSERVER), "who waits is nobody's business");
  await waiting.locator("[data-do=admit]").click();
  await guest.page.locator("[data-stage][data-standing=admitted]").waitFor();
  await here.filter({ hasText: OBSERVER }).waitFor();
  assert.equal(await guest.page.locator("[data-control=paper]").count(), 0, "who looks on shows nothing");
  await standing(operator.page, `people-room.${language}`);
  await standing(deputy.page, `people-office.${language}`);
  await standing(guest.page, `people-observer.${language}`);
}

/** The office's switch closes the sound for everybody, and its owner is told so. */
async function isSilenced(deputy, operator, name) {
  const person = inRoom(deputy.page).filter({ hasText: name });
  const told = operator.page.locator("[data-silenced]");
  for (const kind of ["audio", "video"]) {
    const button = person.locator(`[data-do=mute-${kind}]`);
    await button.click();
    await told.filter({ hasText: await operator.page.locator("[data-stage]").getAttribute(`data-say-muted-${kind}`) }).waitFor();
    await until("the button is pressed", () => button.getAttribute("aria-pressed"), (pressed) => pressed === "true");
    const quiet = await until("no more of it", async () => {
      const before = await received(deputy.page);
      const later = await received(deputy.page);
      return later[kind] - before[kind];
    }, (more) => more === 0);
    assert.equal(quiet, 0);
    await button.click();
    await told.waitFor({ state: "hidden" });
    const before = await received(deputy.page);
    await until("it flows again", () => received(deputy.page), (now) => now[kind] > before[kind] + 5);
  }
}

/** What is written stands on the other's screen as it was written, whatever it holds. */
async function areWritten(deputy, operator, language) {
  const title = await deputy.page.title();
  const talk = operator.page.locator("[data-talk]");
  await talk.locator("summary").click();
  await talk.locator("input").fill(HOSTILE);
  await talk.locator("button").click();
  const there = deputy.page.locator("[data-talk]");
  await there.locator("[data-talk-new]:not([hidden])").waitFor();
  await there.locator("summary").click();
  const line = there.locator("[data-talk-lines] li").last();
  assert.equal(await line.locator("span").innerText(), HOSTILE);
  assert.equal(await line.locator("img").count(), 0);
  assert.equal(await deputy.page.title(), title);
  await there.locator("input").fill("نعم، أسمعكم");
  await there.locator("button").click();
  await talk.getByText("نعم، أسمعكم").waitFor();
  assert.equal(await there.locator("input").inputValue(), "", "what was sent leaves the field");
  await standing(operator.page, `people-talk.${language}`);
}

/** A paper, then the screen, take the place of the camera's picture, and the camera comes back. */
async function isShown(deputy, operator, language) {
  const { page } = operator;
  const shape = () => deputy.page.locator("[data-seats] .seat:not(.self) video").first().evaluate((video) => video.videoWidth / video.videoHeight);
  const before = await until("a camera's picture", shape, (ratio) => ratio > 1);
  // A page of a passport, upright: drawn here, so that no file has to lie about.
  const drawn = await page.evaluate(() => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [600, 900];
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, 600, 900);
    pen.fillStyle = "#123";
    pen.font = "48px sans-serif";
    for (let row = 1; row < 12; row += 1) pen.fillText(`سطر ${row}`, 80, row * 70);
    return canvas.toDataURL("image/png").split(",")[1];
  });
  await page.locator("[data-paper]").setInputFiles({ name: "no.png", mimeType: "image/png", buffer: Buffer.from("no picture") });
  await page.locator("[data-unshown]:not([hidden])").waitFor();
  await page.locator("[data-paper]").setInputFiles({ name: "paper.png", mimeType: "image/png", buffer: Buffer.from(drawn, "base64") });
  await until("the paper", shape, (ratio) => ratio > 0 && ratio < 0.8);
  await standing(deputy.page, `people-paper.${language}`);
  await page.locator("[data-control=paper]").click();
  await until("the camera again", shape, (ratio) => Math.abs(ratio - before) < 0.1);
  await page.locator("[data-control=screen]").click();
  await page.locator(".seat.self.is-shown").waitFor();
  await until("the screen", () => received(deputy.page), (now) => now.pictures > 0);
  await page.locator("[data-control=paper]").click();
  await page.locator(".seat.self:not(.is-shown)").waitFor();
}

async function isPinned(deputy, name) {
  const { page } = deputy;
  const button = inRoom(page).filter({ hasText: name }).locator("[data-do=pin]");
  await button.click();
  await page.locator("[data-seats] .seat.pinned", { hasText: name }).waitFor();
  await button.click();
  await until("nobody is large", () => page.locator("[data-seats] .seat.pinned", { hasText: name }).count(), (count) => count === 0);
}

/** While the waiting room is shut nobody new gets into it. */
async function isShut(deputy, late) {
  const link = await invites(deputy);
  const lock = deputy.page.locator("[data-lock]");
  await lock.click();
  await deputy.page.locator("[data-locked]:not([hidden])").waitFor();
  await entersBy(late, link);
  await late.page.locator("[data-stage][data-ending]").waitFor();
  assert.equal(await deputy.page.locator("[data-people] [data-person]").count(), 0);
  await lock.click();
  await deputy.page.locator("[data-locked]").waitFor({ state: "hidden" });
}

/** Who was put out is told, sees nothing more, and is not let in again by a reload. */
async function isPutOut(deputy, guest) {
  deputy.page.once("dialog", (dialog) => dialog.accept());
  await inRoom(deputy.page).filter({ hasText: OBSERVER }).locator("[data-do=remove]").click();
  await guest.page.locator("[data-stage][data-ending=removed]").waitFor();
  await until("gone from the list", () => inRoom(deputy.page).filter({ hasText: OBSERVER }).count(), (count) => count === 0);
  assert.ok(!(await deputy.page.locator("[data-here]").innerText()).includes(OBSERVER));
}
