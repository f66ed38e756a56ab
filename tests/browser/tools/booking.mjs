// The story's first half: from a citizen's phone to an hour in the official's week.
import assert from "node:assert/strict";
import { askToMeet, ar, go, nothingWrong, onPhone, PHONE, signIn, signInStaff } from "./people.mjs";
import { visitor } from "./browsers.mjs";

export const NORAH = {
  identity: "1000000008",
  mobile: "0501234567",
  name: "نورة العتيبي",
  sex: "woman",
  email: "norah@example.sa",
  subject: "معاملة متأخرة في البلدية",
  details: "مضى على المعاملة عام كامل، وأطلب النظر فيها.",
  signs: true,
};
const SALEM = {
  identity: "1000000016",
  mobile: "0507654321",
  name: "سالم الغامدي",
  sex: "man",
  subject: "طريق القرية",
  details: "الطريق مقطوع منذ الشتاء.",
  signs: false,
};
/** A window that nobody published: the office adds it in the story. */
const ADDED = { day: "2026-11-24", from: "08:00", to: "08:20" };

/** A time with the deputy at the headquarters, with companions; the request's page. */
export async function booksInPerson(page, who) {
  await page.goto("/ask?kind=meeting");
  await signIn(page, who.identity, who.mobile);
  await page.locator("input[name=kind][value=meeting]").check();
  await go(page);
  await page.locator("input[name=official][value=deputy]").check();
  await page.locator("input[name=mode][value=in_person]").check();
  await go(page);
  await page.locator("#subject").fill(who.subject);
  for (const more of await page.locator("details.more:not([open]) > summary").all()) await more.click();
  await page.locator("[name=companions]").fill(String(who.companions));
  await go(page);
  await page.locator("#name").fill(who.name);
  await page.locator("input[name=sex][value=woman]").check();
  await go(page);
  await page.waitForURL(/\/ask\/time/);
  await page.locator(".days button.slot").first().click();
  await page.waitForURL(/\/ask\/check/);
  await go(page);
  await page.waitForURL(/\/done/);
  return new URL(page.url()).pathname.replace("/done", "");
}

/** What a slot's opaque id holds; tests may look. */
const decode = (id) => Buffer.from(id, "base64url").toString();
const startOf = (id) => new Date(Number(decode(id).split("|")[3]) * 1000);
const ids = (page) => page.locator(".days button.slot").evaluateAll((all) => all.map((each) => each.value));
const starts = async (page) => (await ids(page)).map((each) => startOf(each).toISOString());

/** Norah books, Salem comes too late for her slot, the office changes its week. */
export async function booking(home, browser, step) {
  const norah = await visitor(browser, home, { ...PHONE, javaScriptEnabled: false });
  const salem = await visitor(browser, home, { ...PHONE, javaScriptEnabled: false });

  await step("both ask to meet the deputy by video from Madinah", async () => {
    await askToMeet(norah.page, NORAH);
    await askToMeet(salem.page, SALEM);
    assert.equal(await norah.page.locator("html").getAttribute("dir"), "rtl");
    const hijri = await norah.page.locator(".day-hijri").first().innerText();
    assert.match(hijri, /1448/, "each day stands in both calendars");
  });

  const [slot] = await ids(norah.page);
  assert.ok((await ids(salem.page)).includes(slot), "both see the slot");

  await step("she holds the first free slot, with a countdown", async () => {
    await norah.page.locator(`.days button.slot[value="${slot}"]`).click();
    await norah.page.waitForURL(/\/ask\/check/);
    assert.match(await norah.page.locator("[data-clock]").innerText(), /^[45]:\d\d$/);
  });

  await step("he is told in words that it is gone, and what he typed is kept", async () => {
    await salem.page.locator(`.days button.slot[value="${slot}"]`).click();
    const told = salem.page.locator("[role=alert]");
    await told.waitFor();
    assert.equal(await told.innerText(), ar("refused-slot-taken"));
    assert.ok((await salem.page.locator(".first-free button.slot").count()) > 0, "the nearest free slots are offered");
    assert.ok(!(await ids(salem.page)).includes(slot), "it is offered to nobody else");
    await salem.page.locator("a.back").click();
    assert.equal(await salem.page.locator("#subject").inputValue(), SALEM.subject);
    assert.equal(await salem.page.locator("#details").inputValue(), SALEM.details);
    await go(salem.page);
    await salem.page.waitForURL(/\/ask\/time/);
  });

  const booked = await step("she checks her answers and confirms", async () => {
    const said = await norah.page.locator("dl.summary").innerText();
    for (const answer of [NORAH.subject, NORAH.details, NORAH.name, NORAH.email]) assert.ok(said.includes(answer), answer);
    await go(norah.page);
    await norah.page.waitForURL(/\/done/);
    const reference = await norah.page.locator(".reference").innerText();
    assert.match(reference, /^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    return { reference, slot, starts: startOf(slot), request: new URL(norah.page.url()).pathname.replace("/done", "") };
  });

  await step("she gets a calendar file, an SMS and a mail", async () => {
    const href = await norah.page.locator("a[href$='.ics']").getAttribute("href");
    const file = await norah.context.request.get(href);
    assert.match(file.headers()["content-type"], /^text\/calendar/);
    assert.match(await file.text(), /BEGIN:VEVENT[^]*DTSTART/);
    const link = await onPhone(norah.context, NORAH.mobile, new RegExp(`${booked.reference} (http\\S+)`));
    await norah.page.goto(link);
    await norah.page.waitForURL(/\/c\//);
    await go(norah.page);
    assert.equal(await norah.page.locator(".alert.good").innerText(), ar("appointment-confirmed"));
    await norah.page.locator(`main a[href="${booked.request}"]`).click();
    await norah.page.waitForURL(new RegExp(booked.request));
    await onPhone(norah.context, NORAH.email, /السلام عليكم/);
    booked.join = new URL(await onPhone(norah.context, "", /(http\S+\/join\/\S+)/)).pathname;
  });

  const office = await visitor(browser, home, { viewport: { width: 1280, height: 900 } });
  office.page.on("dialog", (dialog) => dialog.accept());
  await step("the appointment stands in the office's week", async () => {
    await signInStaff(office.page, "scheduler", "/office/week?official=deputy");
    await office.page.locator(".week-cell.taken", { hasText: NORAH.name }).waitFor();
  });

  await step("the office withdraws a free hour, and the citizen's page shows it", async () => {
    const form = office.page.locator(".week-cell.free form").first();
    const [day, from] = [await form.locator("[name=day]").inputValue(), await form.locator("[name=from]").inputValue()];
    const withdrawn = new Date(`${day}T${from}:00+03:00`).toISOString();
    assert.ok((await starts(salem.page)).includes(withdrawn), "the hour is offered before");
    await form.locator("button").click();
    await office.page.locator(".alert.good").waitFor();
    await salem.page.reload();
    assert.ok(!(await starts(salem.page)).includes(withdrawn), "and not after");
  });

  await step("the office adds an hour, and the citizen's page shows it", async () => {
    const form = office.page.locator("form[action='/office/week/add']");
    await form.locator("[name=day]").selectOption(ADDED.day);
    await form.locator("[name=from]").fill(ADDED.from);
    await form.locator("[name=to]").fill(ADDED.to);
    await form.locator("[name=pause]").selectOption("0");
    await form.locator(".button").click();
    await office.page.locator(".alert.good").waitFor();
    await salem.page.reload();
    const offered = await starts(salem.page);
    assert.ok(offered.includes(new Date(`${ADDED.day}T${ADDED.from}:00+03:00`).toISOString()), "the added hour is offered");
  });

  nothingWrong(norah);
  nothingWrong(salem);
  nothingWrong(office);
  await salem.context.close();
  await office.context.close();
  return { norah, ...booked };
}
