// Every form of a request with bad input of every kind, with scripts and without: the error says what to do, leads to
// its field, and nothing typed is lost. And the whole life of a request, from a telephone without scripts.
import assert from "node:assert/strict";
import { test } from "node:test";
import { lookAround } from "./tools/look.mjs";
import { ar, go, nothingWrong, onPhone, PHONE, signIn, signInStaff } from "./tools/people.mjs";
import { comes, majlis, open } from "./tools/town.mjs";

const LIMIT = { timeout: 600_000 };
const MORNING = "2026-11-22T08:30:00+03:00";
const SALEM = { identity: "1000000016", mobile: "0507654321" };
const HUDA = { identity: "1000000024", mobile: "0501112224" };
const DESK = { viewport: { width: 1280, height: 900 } };
const PDF = { name: "تقرير.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\n") };
const WEB = { name: "report.pdf", mimeType: "application/pdf", buffer: Buffer.from("<html><script>alert(1)</script>") };
/** What people and machines put into a line of text. */
const NASTY = ["<script>alert(1)</script>", "\" onfocus=\"alert(1)", "' OR 1=1 --", "{{7*7}} ${7*7}", "👨‍👩‍👧 \u202Eعكس", "%00 %0d%0a", "ا".repeat(160)];

open(MORNING);

/** The reference in the newest receipt to a mobile. */
async function referenceOf(mobile) {
  const all = await majlis.messages(`+966${mobile.slice(1)}`);
  const [newest] = all.filter((each) => each.event === "received");
  return /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(newest.text)[0];
}

/** Fills a form, and says what stands in each field then: a browser may shorten what is too long. */
async function fills(form, answers) {
  const typed = {};
  for (const [name, value] of Object.entries(answers)) {
    const field = form.locator(`[name=${name}]`).first();
    const kind = await field.evaluate((one) => (one.tagName === "SELECT" ? "select" : one.type));
    if (kind === "select") await field.selectOption(value);
    else if (kind === "radio") await form.locator(`[name=${name}][value=${value}]`).check();
    else if (kind === "file") await field.setInputFiles(value);
    else {
      await field.fill(value);
      typed[name] = await field.inputValue();
    }
  }
  return typed;
}

/** Sends a form with something wrong in it: the page says what, leads there, and keeps what was typed. */
async function sendsWrong(page, action, answers, button = ".button") {
  const form = page.locator(`form[action='${action}']`);
  const closed = form.locator("details:not([open]) > summary");
  while (await closed.count()) await closed.first().click();
  const typed = await fills(form, answers);
  await form.locator(button).first().click();
  const summary = page.locator(".error-summary");
  await summary.waitFor();
  const shown = `${action} with ${JSON.stringify(answers).slice(0, 200)}`;
  for (const link of await summary.locator("a").all()) {
    const target = await link.getAttribute("href");
    assert.equal(await page.locator(target).count(), 1, `${shown}: ${target} leads to a field`);
  }
  assert.ok((await summary.innerText()).trim().length > 10, `${shown}: it says what is wrong`);
  for (const [name, value] of Object.entries(typed)) {
    const kept = await page.locator(`form[action='${action}'] [name=${name}]`).first().inputValue();
    assert.equal(kept.replaceAll("\r\n", "\n"), value.replaceAll("\r\n", "\n"), `${shown}: ${name} is kept`);
  }
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? "with scripts" : "without scripts";
  const person = javaScriptEnabled ? SALEM : HUDA;
  const onPhoneOf = () => comes({ ...PHONE, javaScriptEnabled });
  const atDesk = () => comes({ ...DESK, javaScriptEnabled });

  test(`a citizen's forms bear bad input, ${how}`, LIMIT, async () => {
    const citizen = await onPhoneOf();
    const { page } = citizen;
    await page.goto("/ask?kind=complaint");
    await signIn(page, person.identity, person.mobile);
    await page.locator("input[name=kind][value=complaint]").check();
    await go(page);
    await page.waitForURL(/\/ask\/about/);
    for (const nasty of NASTY) {
      await sendsWrong(page, "/ask/about", { subject: "", details: nasty, applicant: nasty, basis: "", concerned: nasty, urgent: nasty });
    }
    await sendsWrong(page, "/ask/about", { subject: "ا".repeat(151), details: "ن".repeat(4001), applicant: "", concerned: "", urgent: "" });
    await sendsWrong(page, "/ask/about", { subject: "شكوى", details: "سطر\nوسطر", file: [PDF, WEB] });
    assert.ok((await page.locator(".papers").innerText()).includes("تقرير.pdf"), "the good file is kept");
    await page.locator(".papers button").click();
    await page.locator(".papers").waitFor({ state: "detached" });
    assert.equal(await page.locator("#subject").inputValue(), "شكوى");
    await page.locator("#file").setInputFiles([PDF]);
    await go(page);
    await page.waitForURL(/\/ask\/check/);
    await go(page);
    await page.waitForURL(/\/done/);
    const request = new URL(page.url()).pathname.replace("/done", "");
    await page.goto(`${request}/reply`);
    await sendsWrong(page, `${request}/reply`, { text: "  " });
    await sendsWrong(page, `${request}/reply`, { text: NASTY[0], file: [WEB] });
    await sendsWrong(page, `${request}/reply`, { text: "ن".repeat(4001) });
    await page.locator("#text").fill("أضيف هذا");
    await go(page);
    await page.waitForURL(/said=replied/);
    assert.ok((await page.locator(".timeline").innerText()).includes("أضيف هذا"));
    nothingWrong(citizen);
    await citizen.context.close();
  });

  test(`following bears bad input, ${how}`, LIMIT, async () => {
    const anyone = await onPhoneOf();
    const { page } = anyone;
    await page.goto("/track");
    for (const nasty of [...NASTY, "", "1234"]) await sendsWrong(page, "/track", { reference: nasty });
    await page.locator("#reference").fill(await referenceOf(person.mobile));
    const wrong = page.locator(".error-summary");
    await go(page);
    await page.waitForURL(/\/track\/.+/);
    for (const code of ["", "1", "abcdef", "٠٠٠٠٠٠"]) {
      await page.locator("#code").fill(code);
      await go(page);
      await wrong.waitFor();
    }
    nothingWrong(anyone);
    await anyone.context.close();
  });

  test(`the desk's form bears bad input, ${how}`, LIMIT, async () => {
    const desk = await atDesk();
    const { page } = desk;
    await signInStaff(page, javaScriptEnabled ? "desk.riyadh" : "desk.jeddah", "/staff/register");
    const form = "/staff/register";
    await sendsWrong(page, form, {});
    for (const nasty of NASTY) {
      await sendsWrong(page, form, { number: nasty, country: nasty, name: nasty, name_latin: nasty, mobile: nasty, subject: "", details: nasty, kind: "complaint", sender_number: nasty, applicant: nasty, concerned: nasty, entry_number: nasty });
    }
    await sendsWrong(page, form, { paper: "identity_number", number: "1000000017", name: "سالم", mobile: "123", subject: "طلب", kind: "transaction", dated: "2027-01-01", basis_until: "2020-01-01", file: [PDF, WEB] });
    await page.goto(form);
    assert.equal(await page.locator("#subject").inputValue(), "طلب", "what was typed is there again");
    await page.locator("button[name=anew]").click();
    await page.locator(".alert.info").waitFor({ state: "detached" });
    assert.equal(await page.locator("#subject").inputValue(), "");
    nothingWrong(desk);
    await desk.context.close();
  });

  test(`the office's forms bear bad input, ${how}`, LIMIT, async () => {
    const office = await atDesk();
    const { page } = office;
    await signInStaff(page, "scheduler", "/office/requests");
    await page.locator(".row-link").last().click();
    await page.waitForURL(/\/office\/requests\/.+/);
    const own = new URL(page.url()).pathname;
    const [decision, register] = [`${own}/decision`, `${own}/register`];
    await sendsWrong(page, decision, { note: NASTY[0], text: NASTY[3] });
    for (const nasty of NASTY) await sendsWrong(page, decision, { decision: "route", department: "", note: nasty, text: nasty, urgency: "normal" });
    for (const verdict of ["decline", "answer", "ask"]) await sendsWrong(page, decision, { decision: verdict, text: "" });
    if (await page.locator(`form[action='${register}'] [name=number]`).count()) {
      for (const nasty of NASTY.slice(0, -1)) await sendsWrong(page, register, { number: nasty });
    } else await sendsWrong(page, register, { category: "" });
    nothingWrong(office);
    await office.context.close();
  });

  test(`the administrator's form of a category bears bad input, ${how}`, LIMIT, async () => {
    const admin = await atDesk();
    const { page } = admin;
    await signInStaff(page, "admin", "/admin/categories/new");
    for (const nasty of NASTY) {
      await sendsWrong(page, "/admin/categories", { name_ar: "", name_en: nasty, due_days: nasty.slice(0, 3), position: "-1", words_ar: nasty, words_en: nasty });
    }
    for (const due_days of ["0", "251", "ثلاثة"]) await sendsWrong(page, "/admin/categories", { name_ar: "اسم", name_en: "Name", due_days, position: "1" });
    nothingWrong(admin);
    await admin.context.close();
  });
}

test("what is typed is kept while it is typed, and when the line drops", LIMIT, async () => {
  const citizen = await comes(PHONE);
  const { page, context } = citizen;
  await page.goto("/ask?kind=enquiry");
  await signIn(page, "1058529940", "0501119999");
  await page.locator("input[name=kind][value=enquiry]").check();
  await go(page);
  await page.waitForURL(/\/ask\/about/);
  const kept = page.waitForResponse((answer) => answer.url().endsWith("/ask/about/draft"));
  await page.locator("#subject").pressSequentially("استفسار عن");
  assert.equal((await kept).status(), 204);
  await page.getByText(ar("draft-kept")).waitFor();
  await context.setOffline(true);
  await page.locator("#subject").pressSequentially(" رخصة");
  await page.getByText(ar("draft-unsaved")).waitFor();
  await context.setOffline(false);
  await page.getByText(ar("draft-kept")).waitFor();
  await page.goto("/");
  await page.goto("/ask/about");
  assert.equal(await page.locator("#subject").inputValue(), "استفسار عن رخصة");
  await context.close();
});

test("a telephone without scripts follows a request by its reference", LIMIT, async () => {
  const reference = await referenceOf(SALEM.mobile);
  const old = await comes({ viewport: { width: 240, height: 320 }, javaScriptEnabled: false });
  const { page } = old;
  await page.goto("/track");
  await page.locator("#reference").fill(reference);
  await go(page);
  await page.waitForURL(/\/track\/.+/);
  const code = await onPhone(old.context, SALEM.mobile, /(?<!\d)(\d{6})(?!\d)/);
  await page.locator("#code").fill(code);
  await go(page);
  await page.waitForURL(/\/track\/request/);
  assert.ok((await page.locator("main").innerText()).includes(ar("holder-registry")));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `${wide} px too wide on 240`);
  nothingWrong(old);
  const state = await old.context.storageState();
  const eyes = await comes({ ...DESK, storageState: state });
  assert.deepEqual(await lookAround(eyes, [["track-request", "/track/request"], ["track", "/track"]]), []);
  nothingWrong(eyes);
  await eyes.context.close();
  await old.context.close();
});

test("what the pages of a request look like", LIMIT, async () => {
  const citizen = await comes(DESK);
  await citizen.page.goto("/sign-in?next=/requests");
  await signIn(citizen.page, SALEM.identity, SALEM.mobile);
  await citizen.page.goto("/requests");
  await citizen.page.locator("main a[href^='/requests/']").first().click();
  const own = new URL(citizen.page.url()).pathname;
  assert.deepEqual(await lookAround(citizen, [["request-life", own], ["request-reply", `${own}/reply`]]), []);
  nothingWrong(citizen);
  await citizen.context.close();
  const office = await comes(DESK);
  await signInStaff(office.page, "scheduler", "/office/requests");
  await office.page.goto("/office/requests");
  const link = office.page.locator("tr", { has: office.page.getByText("شكوى", { exact: true }) }).first();
  const path = await link.locator(".row-link").getAttribute("href");
  const pages = [["office-filed", path], ["office-overdue", "/office/requests?show=overdue"]];
  await office.page.goto(path);
  const beside = office.page.locator("a[href*='/beside/']");
  if (await beside.count()) pages.push(["office-beside", await beside.first().getAttribute("href")]);
  assert.deepEqual(await lookAround(office, pages), []);
  nothingWrong(office);
  await office.context.close();
  const admin = await comes(DESK);
  await signInStaff(admin.page, "admin", "/admin/categories");
  assert.deepEqual(await lookAround(admin, [["categories", "/admin/categories"], ["category", "/admin/categories/residence-delay"], ["category-new", "/admin/categories/new"]]), []);
  nothingWrong(admin);
  await admin.context.close();
  const desk = await comes(DESK);
  await signInStaff(desk.page, "desk.madinah", "/staff/register");
  assert.deepEqual(await lookAround(desk, [["intake", "/staff/register"]]), []);
  nothingWrong(desk);
  await desk.context.close();
});
