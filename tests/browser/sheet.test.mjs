// The end of a meeting and what is owed after it, the day on paper, the devices with busy times, and who sees a week.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { booksInPerson } from "./tools/booking.mjs";
import { look, LANGUAGES, out, WIDTHS } from "./tools/look.mjs";
import { ar, nothingWrong, PHONE, signIn, signInStaff } from "./tools/people.mjs";
import { comes, fine, majlis, open } from "./tools/town.mjs";

const LIMIT = { timeout: 600_000 };
const MORNING = "2026-11-22T08:30:00+03:00";
const NOUR = { identity: "1000000008", mobile: "0501234567", name: "نور بنت علي الحربي", subject: "تأخر معاملة والدي في البلدية", companions: 2 };
const DESK = { viewport: { width: 1280, height: 900 } };
let request;
let day;

open(MORNING);

/** What stands on the page now, in both languages and widths of a page that a form led to. */
async function asItStands(page, name) {
  const wrong = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    wrong.push(...(await look(page, `${name}.${await page.locator("html").getAttribute("lang")}.${width}`)));
  }
  assert.deepEqual(wrong, []);
}

test("the day stands on paper, in Arabic, with both dates", LIMIT, async () => {
  const nour = await comes(PHONE);
  request = await booksInPerson(nour.page, NOUR);
  const file = await nour.page.request.get(`${majlis.home}${await calendarOf(nour.page)}`);
  const [, date, hour] = /DTSTART:(\d{8})T(\d{4})/.exec(await file.text());
  day = { date: `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`, hour };
  nothingWrong(nour);
  await nour.context.close();

  const office = await comes(DESK);
  const { page } = office;
  await signInStaff(page, "secretary", "/office/day-sheet");
  const sheet = `/office/day-sheet?day=${day.date}`;
  await fine(office, [["day-sheet", sheet], ["day-sheet-deputy", `${sheet}&official=deputy`], ["day-sheet-empty", "/office/day-sheet?day=2026-11-28"]]);
  await page.goto(`/language/en?next=/`);
  await page.goto(sheet);
  const paper = page.locator(".day-sheet");
  assert.equal(await paper.getAttribute("dir"), "rtl", "the paper is Arabic in the English pages too");
  for (const said of [NOUR.name, "1448", "2026", "مرافقان", "منى السبيعي"]) assert.ok((await paper.innerText()).includes(said), said);
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator(".day-sheet tfoot").isVisible(), "who printed it stands on it");
  assert.ok(await page.locator("form").first().isHidden());
  await page.pdf({ path: join(out, "day-sheet.pdf"), preferCSSPageSize: true });
  nothingWrong(office);
  await office.context.close();
});

/** The address of the calendar file on a request's page. */
async function calendarOf(page) {
  await page.goto(request ?? new URL(page.url()).pathname.replace("/done", ""));
  return page.locator("a[href$='/majlis.ics']").first().getAttribute("href");
}

test("what came of a meeting is owed until it is done, and nothing typed is lost", LIMIT, async () => {
  const office = await comes(DESK);
  const { page } = office;
  await majlis.moveTo(`${day.date}T${day.hour.slice(0, 2)}:${day.hour.slice(2)}:00Z`);
  await signInStaff(page, "secretary", "/office/today");
  await page.locator("tr, li, article, .person", { hasText: NOUR.name }).last().locator("form[action$='/check-in'] button").click();
  const outcome = await page.locator("a[href$='/outcome']").first().getAttribute("href");
  const deputy = await comes(DESK);
  await signInStaff(deputy.page, "deputy", "/office/next");
  await fine(deputy, [["next-in-person", "/office/next"]]);
  await deputy.page.goto("/office/next");
  await deputy.page.locator("[data-admit-next]").click();
  await deputy.page.locator(`a[href='${outcome}']`).waitFor();
  await fine(deputy, [["next-in-person-met", "/office/next"]]);
  nothingWrong(deputy);
  await deputy.context.close();

  const form = page.locator("form[data-outcome]");
  for (const language of LANGUAGES) {
    await page.goto(`/language/${language}?next=/`);
    await page.goto(outcome);
    await asItStands(page, "outcome-form");
    await form.locator("input[name=result][value=refer]").check();
    await form.locator("[name=next]").fill("إحالة المعاملة ومتابعتها");
    await form.locator("[name=due_on]").fill("2026-12-06");
    await form.locator("button").click();
    await page.locator(".error-summary").waitFor();
    assert.equal(await form.locator("[name=next]").inputValue(), "إحالة المعاملة ومتابعتها");
    assert.ok(await form.locator("input[name=result][value=refer]").isChecked());
    await asItStands(page, "outcome-wrong");
  }
  await page.goto("/language/ar?next=/");
  await page.goto(outcome);
  await form.locator("input[name=result][value=promise]").check();
  await form.locator("[name=text]").fill("يُكتب إلى البلدية بشأن المعاملة.");
  await form.locator("[name=next]").fill("إرسال الكتاب ومتابعة الرد");
  await form.locator("[name=department]").selectOption("civil");
  await form.locator("[name=due_on]").fill("2026-12-06");
  await form.locator("button").click();
  await page.waitForURL(/\/office\/today/);
  await page.locator(".alert.good").waitFor();
  await fine(office, [["owed-case", `/office${request}`]]);

  const nour = await comes(PHONE);
  await nour.page.goto("/sign-in");
  await signIn(nour.page, NOUR.identity, NOUR.mobile);
  await fine(nour, [["owed-request", request]]);
  const messages = await majlis.messages("");
  assert.ok(messages.every((one) => !one.text.includes("البلدية بشأن")), "no message says what was promised");

  await page.goto(`/office${request}`);
  await page.locator("form[action$='/close'] textarea").fill("ردّت البلدية بإنجاز المعاملة.");
  await page.locator("form[action$='/close'] button").click();
  await nour.page.goto(request);
  assert.ok((await nour.page.locator(".timeline").innerText()).includes("ردّت البلدية"));
  await fine(nour, [["done-request", request]]);
  await nour.context.close();
  await office.context.close();
});

test("a device has busy times by an address of its own, until it is taken back", LIMIT, async () => {
  const office = await comes(DESK);
  const { page } = office;
  await signInStaff(page, "secretary", "/office/feeds");
  await fine(office, [["feeds-empty", "/office/feeds"]]);
  await page.goto("/office/feeds");
  const form = page.locator("form[action='/office/feeds']");
  await form.locator("button").click();
  await page.locator(".error-summary").waitFor();
  await asItStands(page, "feeds-wrong");
  await form.locator("[name=device]").fill("هاتف المكتب");
  await form.locator("[name=of]").selectOption("official:deputy");
  await form.locator("button").click();
  const address = await page.locator("[data-address]").innerText();
  await asItStands(page, "feeds-made");
  const path = new URL(address).pathname;
  const read = await page.request.get(`${majlis.home}${path}`);
  const text = await read.text();
  assert.equal(read.status(), 200);
  assert.ok(text.includes("SUMMARY:مشغول / Busy") && !text.includes("DESCRIPTION"), text);
  const again = await page.request.get(`${majlis.home}${path}`, { headers: { "if-none-match": read.headers()["etag"] } });
  assert.equal(again.status(), 304);
  await fine(office, [["feeds", "/office/feeds"]]);
  await page.goto("/office/feeds");
  assert.ok(!(await page.content()).includes(path), "the address is shown once");
  await page.locator("form[action$='/revoke'] button").click();
  await page.getByText(ar("feeds-revoked")).waitFor();
  assert.equal((await page.request.get(`${majlis.home}${path}`)).status(), 404);
  nothingWrong(office);
  await office.context.close();
});

test("the official says who sees the week", LIMIT, async () => {
  const deputy = await comes(DESK);
  const { page } = deputy;
  await signInStaff(page, "deputy", "/office/readers");
  await fine(deputy, [["readers", "/office/readers"]]);
  await page.goto("/office/readers");
  await page.locator("tr", { hasText: "خالد المطيري" }).locator("button").click();
  await page.getByText(ar("readers-removed")).waitFor();
  const scheduler = await comes(DESK);
  scheduler.refused.add(`${majlis.home}/office/week?official=deputy`);
  await signInStaff(scheduler.page, "scheduler", "/office/week");
  assert.ok(!(await scheduler.page.content()).includes("official=deputy"));
  assert.equal((await scheduler.page.goto("/office/week?official=deputy")).status(), 404);
  await fine(deputy, [["readers-fewer", "/office/readers"]]);
  await page.goto("/office/readers");
  await page.locator("form[action='/office/readers'] button").click();
  await page.locator(".error-summary").waitFor();
  await page.locator("[name=staff]").last().selectOption("staff-scheduler");
  await page.locator("form[action='/office/readers'] button").click();
  await page.getByText(ar("readers-named")).waitFor();
  assert.equal((await scheduler.page.goto("/office/week?official=deputy")).status(), 200);
  const admin = await comes(DESK);
  await signInStaff(admin.page, "admin", "/office/readers");
  await fine(admin, [["readers-admin", "/office/readers"]]);
  nothingWrong(deputy);
  nothingWrong(scheduler);
  for (const each of [deputy, scheduler, admin]) await each.context.close();
});
