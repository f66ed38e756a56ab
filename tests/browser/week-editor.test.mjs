// The week editor: painted by mouse, by touch and by keys alone, from right to left and from left to right; two pages
// at once, a line that drops, and the same without scripts.
import assert from "node:assert/strict";
import { test } from "node:test";
import { look, LANGUAGES, WIDTHS } from "./tools/look.mjs";
import { ar, nothingWrong, PHONE, signInStaff } from "./tools/people.mjs";
import { comes, open } from "./tools/town.mjs";

const LIMIT = { timeout: 300_000 };
const MORNING = "2026-11-22T07:45:00+03:00";
const DESK = { viewport: { width: 1280, height: 900 } };

open(MORNING);

/** The editor of a week of the deputy, opened by one of the office. */
async function opens(week, { who = "scheduler", language = "ar", ...options } = DESK) {
  const seen = await comes(options);
  await signInStaff(seen.page, who, `/office/week/edit?official=deputy&week=${week}`);
  if (language !== "ar") await seen.page.goto(`/language/${language}?next=${encodeURIComponent(`/office/week/edit?official=deputy&week=${week}`)}`);
  if (options.javaScriptEnabled !== false) await seen.page.locator("[role=grid]").waitFor();
  return seen;
}

/** A cell, by its day (Sunday is 0) and its hour; the grid begins at seven, by half hours. */
const cell = (page, day, hour) => page.locator(`[role=gridcell][data-day='${day}'][data-row='${(hour - 7) * 2}']`);
const blocks = (page, day) => page.locator(`.sheet-column:nth-child(${day + 1}) .sheet-block`);
const stands = (page, state) => page.locator(`[data-status][data-state=${state}]`).waitFor();
const saved = (page) => stands(page, "saved");
const says = (page, key) => page.locator(`[data-say][data-key=${key}]`).waitFor({ state: "attached" });

async function drags(page, from, to) {
  for (const end of [to, from]) await end.scrollIntoViewIfNeeded();
  const [one, other] = [await from.boundingBox(), await to.boundingBox()];
  await page.mouse.move(one.x + one.width / 2, one.y + one.height / 2);
  await page.mouse.down();
  await page.mouse.move(other.x + other.width / 2, other.y + other.height / 2, { steps: 6 });
  await page.mouse.up();
}

test("a mouse paints, erases and takes back, from right to left", LIMIT, async () => {
  const office = await opens("2026-W52");
  const { page } = office;
  const [sunday, thursday] = [await cell(page, 0, 9).boundingBox(), await cell(page, 4, 9).boundingBox()];
  assert.ok(sunday.x > thursday.x, "Sunday stands first, at the right");
  assert.equal(await page.locator(".sheet-block").count(), 0, "nothing is published in that week");
  await drags(page, cell(page, 0, 9), cell(page, 2, 10.5));
  for (const day of [0, 1, 2]) assert.equal(await blocks(page, day).count(), 1);
  await saved(page);
  await page.locator("#draft-words .edit-lines li").nth(2).waitFor();
  // A drag that begins on the same kind of time erases.
  await drags(page, cell(page, 1, 10), cell(page, 1, 10.5));
  await says(page, "edit-erased");
  await page.locator("[data-undo]").click();
  await says(page, "edit-undone");
  await page.locator("[data-redo]").click();
  // Another brush is another stretch; what it covers gives way.
  await page.locator("#access").selectOption("urgent-office");
  await page.locator("#minutes").selectOption("30");
  await drags(page, cell(page, 0, 9), cell(page, 0, 9.5));
  assert.equal(await blocks(page, 0).count(), 2);
  assert.equal(await page.locator(".sheet-block.urgent").count(), 1);
  await saved(page);
  await page.reload();
  await page.locator("[role=grid]").waitFor();
  assert.equal(await blocks(page, 0).count(), 2, "it was saved by itself");
  nothingWrong(office);
  await office.context.close();
});

for (const language of LANGUAGES) {
  test(`keys alone do all of it (${language})`, LIMIT, async () => {
    const office = await opens(language === "ar" ? "2026-W51" : "2027-W03", { ...DESK, language });
    const { page } = office;
    const said = (key) => says(page, key);
    await cell(page, 0, 7).focus();
    const ahead = language === "ar" ? "ArrowLeft" : "ArrowRight";
    await page.keyboard.press("PageDown");
    await page.keyboard.press(ahead);
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press(`Shift+${ahead}`);
    await said("edit-marked");
    assert.equal(await page.locator("[role=gridcell][aria-selected=true]").count(), 4);
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("[role=gridcell][aria-selected=true]").count(), 0);
    await page.keyboard.press("Home");
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Space");
    await said("edit-painted");
    assert.equal(await blocks(page, 0).count(), 1);
    const focused = await page.evaluate(() => document.activeElement?.getAttribute("role"));
    assert.equal(focused, "gridcell", "the focus stays");
    await page.keyboard.press("Delete");
    await said("edit-erased");
    await page.keyboard.press("Control+z");
    await said("edit-undone");
    await page.keyboard.press("Control+Shift+z");
    await said("edit-redone");
    const label = await page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
    assert.ok(label?.length > 10, "a cell says its day, its hour and what stands there");
    nothingWrong(office);
    await office.context.close();
  });
}

test("a finger rests and drags on a telephone, a day at a time", LIMIT, async () => {
  const office = await opens("2026-W53", { ...PHONE });
  const { page } = office;
  assert.equal(await page.locator(".sheet-day").count(), 1);
  await page.locator("[data-days] button").nth(2).click();
  const touch = await page.context().newCDPSession(page);
  await cell(page, 0, 8).scrollIntoViewIfNeeded();
  const [one, other] = [await cell(page, 0, 8).boundingBox(), await cell(page, 0, 9.5).boundingBox()];
  const at = (box) => [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }];
  await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: at(one) });
  await page.locator("[role=gridcell][aria-selected=true]").waitFor();
  await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: at(other) });
  await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await page.locator(".sheet-block").waitFor();
  await saved(page);
  assert.equal(await page.locator(".sheet-block").count(), 1);
  nothingWrong(office);
  await office.context.close();
});

test("two people are told of each other; what each does comes to both, the same time is asked", LIMIT, async () => {
  const one = await opens("2026-W52");
  const other = await opens("2026-W52", { ...DESK, who: "secretary" });
  await other.page.locator("[data-others]", { hasText: /\S/ }).waitFor();
  await drags(one.page, cell(one.page, 3, 13), cell(one.page, 3, 13.5));
  await saved(one.page);
  await drags(other.page, cell(other.page, 4, 13), cell(other.page, 4, 13.5));
  await stands(other.page, "merged");
  assert.equal(await blocks(other.page, 3).count(), 1, "hers stands there too");
  // Both change the same hour, each otherwise, before either hears of it.
  await one.page.reload();
  await one.page.locator("[role=grid]").waitFor();
  await drags(one.page, cell(one.page, 4, 15), cell(one.page, 4, 16));
  await saved(one.page);
  await other.page.locator("#minutes").selectOption("30");
  await drags(other.page, cell(other.page, 4, 15), cell(other.page, 4, 15.5));
  const dialog = other.page.locator("dialog[open]");
  await dialog.waitFor();
  assert.deepEqual(await look(other.page, "week-edit-asked"), []);
  await dialog.locator("input[value=mine]").first().check();
  await dialog.locator("button").last().click();
  await saved(other.page);
  assert.equal(await blocks(other.page, 4).count(), 2);
  for (const each of [one, other]) {
    nothingWrong(each);
    await each.context.close();
  }
});

test("while the line is down it is kept here, and sent again", LIMIT, async () => {
  const office = await opens("2027-W01");
  const { page, context } = office;
  await context.setOffline(true);
  await drags(page, cell(page, 1, 9), cell(page, 1, 10));
  await stands(page, "lost");
  await drags(page, cell(page, 2, 9), cell(page, 2, 10));
  await context.setOffline(false);
  await saved(page);
  await page.reload();
  await page.locator("[role=grid]").waitFor();
  assert.equal(await page.locator(".sheet-block").count(), 2);
  await office.context.close();
});

test("whoever's time a stroke takes is named first; publishing can be undone", LIMIT, async () => {
  const office = await opens("2026-W48");
  const { page } = office;
  const taken = page.locator(".sheet-taken").first();
  await taken.scrollIntoViewIfNeeded();
  const box = await taken.boundingBox();
  await page.locator("[name=tool][value=erase]").check();
  await page.mouse.click(box.x + box.width / 2, box.y + 3);
  const dialog = page.locator("dialog[open]");
  await dialog.waitFor();
  assert.ok(await dialog.locator("li").count() >= 1, "they are named");
  await dialog.locator("button[value=back]").click();
  assert.equal(await page.locator("[data-undo]").isDisabled(), true, "nothing was done");
  await page.mouse.click(box.x + box.width / 2, box.y + 3);
  await dialog.locator("button[value=go]").click();
  await saved(page);
  await page.locator("main .page-head .button").last().click();
  await page.locator("#reason").fill("سفر");
  await page.locator("form[action='/office/week/publish'] .button").first().click();
  await page.locator("form[action='/office/week/undo']").waitFor();
  assert.deepEqual(await look(page, "week-undo"), []);
  page.on("dialog", (each) => void each.accept());
  await page.locator("form[action='/office/week/undo'] button").click();
  await page.getByText(ar("undo-done")).waitFor();
  nothingWrong(office);
  await office.context.close();
});

test("without scripts the forms do it", LIMIT, async () => {
  const office = await opens("2027-W02", { ...DESK, javaScriptEnabled: false });
  const { page } = office;
  assert.equal(await page.locator("[role=grid]").count(), 0);
  await page.locator("#day").selectOption({ index: 2 });
  await page.locator("#from").fill("09:00");
  await page.locator("#to").fill("11:00");
  await page.locator("[data-brush] button[value=paint]").click();
  await page.locator("#draft-words .edit-lines li").waitFor();
  await page.locator("#draft-words .edit-lines button").click();
  await page.locator("#draft-words .edit-lines").waitFor({ state: "detached" });
  await page.locator("#template").selectOption("ramadan");
  await page.locator("form:has(#template) button").click();
  assert.ok((await page.locator(".difference-time.gained").count()) > 3, "what comes is shown before");
  await page.locator("form[action='/office/week/fill'] .button").first().click();
  await page.getByText(ar("draft-unpublished")).waitFor();
  nothingWrong(office);
  await office.context.close();
});

test("its pages are looked at", LIMIT, async () => {
  const office = await opens("2026-W48");
  const { page } = office;
  const wrong = [];
  for (const language of LANGUAGES) {
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      for (const [name, path] of [
        ["week-edit", "/office/week/edit?official=deputy&week=2026-W48"],
        ["week-difference", "/office/week/difference?official=deputy&week=2026-W48&what=fill&template=ramadan"],
        ["week-draft-forms", "/office/week/preview?official=deputy&week=2026-W52"],
      ]) {
        await page.goto(`/language/${language}?next=${encodeURIComponent(path)}`);
        if (name === "week-edit") await page.locator("[role=grid]").waitFor();
        wrong.push(...(await look(page, `${name}.${language}.${width}`)));
      }
    }
  }
  assert.deepEqual(wrong, []);
  nothingWrong(office);
  await office.context.close();
});
