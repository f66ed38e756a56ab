// The office picks among requests by keyboard alone and with axe clean; the brief and the list of the gate are sheets; a
// second person confirms; who comes along is said from a telephone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { booksInPerson } from "./tools/booking.mjs";
import { look } from "./tools/look.mjs";
import { ar, go, nothingWrong, PHONE, signInStaff } from "./tools/people.mjs";
import { comes, fine, open } from "./tools/town.mjs";

const LIMIT = { timeout: 600_000 };
const MORNING = "2026-11-22T08:30:00+03:00";
const NOUR = { identity: "1000000008", mobile: "0501234567", name: "نور بنت علي الحربي", subject: "تأخر معاملة والدي", companions: 1 };
const DESK = { viewport: { width: 1280, height: 900 } };

open(MORNING, { first: () => ({ MAJLIS__REQUESTS__FOUR_EYES: "meeting", MAJLIS__REQUESTS__CLEARANCE: "true" }) });

test("who comes along is said from a telephone, and the gate has its list", LIMIT, async () => {
  const nour = await comes(PHONE);
  const request = await booksInPerson(nour.page, NOUR);
  await nour.page.goto(request);
  const guests = await nour.page.locator("a[href$='/guests']").getAttribute("href");
  await nour.page.goto(guests);
  await nour.page.locator("#plate").fill("أ ب ح 1234");
  await nour.page.locator("#name1").fill("هدى الحربي");
  await nour.page.locator("#identity1").fill("1000000024");
  await go(nour.page);
  await nour.page.waitForURL(/said=guests/);
  await fine(nour, [["guests-own", guests], ["request-in-person", request]]);

  const secretary = await comes(DESK);
  await signInStaff(secretary.page, "secretary", `/office${request}`);
  const { page } = secretary;
  await page.locator("form.clearing button[value=cleared]").first().click();
  await page.locator(".alert.good").waitFor();
  const day = await page.evaluate(() => document.querySelector("dl.facts").textContent);
  assert.ok(day.includes("نور"), day);
  await page.goto("/office/guests");
  for (let ahead = 0; ahead < 14 && !(await page.locator("table.data").count()); ahead += 1) {
    await page.getByRole("link", { name: ar("guests-after") }).click();
  }
  await page.getByText("هدى الحربي").waitFor();
  const list = new URL(page.url());
  await fine(secretary, [
    ["guests", list.pathname + list.search],
    ["guests-empty", "/office/guests?day=2026-11-27"],
    ["case-clearing", `/office${request}`],
    ["brief", `/office${request}/brief`],
  ]);
  await page.goto(list.pathname + list.search);
  await page.emulateMedia({ media: "print" });
  assert.deepEqual(await look(page, "guests.print"), []);
  await page.goto(`/office${request}/brief`);
  assert.deepEqual(await look(page, "brief.print"), []);
  for (const each of [nour, secretary]) await each.context.close();
});

/** The subject of the row that has the focus. */
const focused = (page) => page.evaluate(() => document.activeElement?.closest("[data-row]")?.textContent ?? "");

test("the list is walked and decided on by keyboard alone", LIMIT, async () => {
  const scheduler = await comes(DESK);
  const { page } = scheduler;
  await signInStaff(page, "scheduler", "/office/requests");
  await page.locator("[data-keys]").waitFor();
  const rows = await page.locator("[data-row]").allInnerTexts();
  assert.ok(rows.length > 2, `${rows.length} rows`);
  await page.keyboard.press("j");
  assert.equal(await focused(page), rows[0]);
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(page), rows[1]);
  await page.keyboard.press("k");
  await page.keyboard.press("ArrowUp");
  assert.equal(await focused(page), rows[0], "the first is the first");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), rows[2], "Tab goes on as ever: nobody is caught");

  // The letters can be turned off, and stay off; nothing happens while somebody writes.
  await page.locator("[data-keys-switch]").press("Enter");
  await page.reload();
  await page.keyboard.press("j");
  assert.equal(await focused(page), "");
  await page.locator("[data-keys-switch]").press("Enter");
  await page.locator("details.sieve > summary").press("Enter");
  await page.locator("#q").pressSequentially("jk");
  assert.equal(await page.locator("#q").inputValue(), "jk");
  await page.locator("#q").fill("");
  await page.locator("#kind").selectOption("meeting");
  await page.locator("#q").press("Enter");
  await page.waitForURL(/kind=meeting/);
  await page.locator("#name").fill("لقاءات");
  await page.locator("#name").press("Enter");
  await page.locator(".tabs a[aria-current]", { hasText: "لقاءات" }).waitFor();

  // A request is opened, decided on and left without a mouse; it stands as proposed.
  await page.goto("/office/requests?q=%D8%AA%D8%B8%D9%84%D9%85");
  const kinds = "/office/requests?kind=meeting&press=";
  await page.goto(kinds);
  const count = await page.locator("[data-row]").count();
  let found = false;
  for (let place = 0; place < count && !found; place += 1) {
    await page.goto(kinds);
    await page.keyboard.press("j");
    for (let step = 0; step < place; step += 1) await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/office\/requests\/.+/);
    found = (await page.locator("input[name=decision][value=approve]").count()) > 0;
  }
  assert.ok(found, "one of them waits for a decision");
  await page.locator("input[name=decision][value=approve]").focus();
  await page.keyboard.press("Space");
  const button = page.locator("form[action$='/decision'] button");
  for (let step = 0; step < 20; step += 1) {
    await page.keyboard.press("Tab");
    if (await button.evaluate((node) => node === document.activeElement)) break;
  }
  await page.keyboard.press("Enter");
  await page.waitForURL(/done=true/);
  await page.getByText(ar("second-proposed")).waitFor();
  const proposed = new URL(page.url()).pathname;
  await fine(scheduler, [["case-proposed-own", proposed], ["inbox-narrowed", kinds]]);

  const secretary = await comes(DESK);
  await signInStaff(secretary.page, "secretary", "/office/requests?press=proposed");
  await fine(secretary, [["inbox-proposed", "/office/requests?press=proposed"], ["case-proposed", proposed]]);
  await secretary.page.goto(proposed);
  await secretary.page.locator("button[value=confirm]").press("Enter");
  await secretary.page.getByText(ar("case-decided")).waitFor();
  for (const each of [scheduler, secretary]) {
    nothingWrong(each);
    await each.context.close();
  }
});
