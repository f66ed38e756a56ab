// A seat in the minister's audience and a time at a centre's desk, from a small telephone without scripts.
import assert from "node:assert/strict";
import { test } from "node:test";
import { lookAround } from "./tools/look.mjs";
import { ar, go, nothingWrong, onPhone, PHONE, signIn, signInStaff } from "./tools/people.mjs";
import { comes, majlis, open } from "./tools/town.mjs";

const LIMIT = { timeout: 300_000 };
const MORNING = "2026-11-22T08:30:00+03:00";
const SALEM = { identity: "1000000016", mobile: "0507654321", name: "سالم الغامدي", sex: "man" };
const HUDA = { identity: "1000000024", mobile: "0501112224", name: "هدى الحربي", sex: "woman" };
const FAHAD = { identity: "1000000032", mobile: "0503334445", name: "فهد العتيبي", sex: "man" };

open(MORNING);

const withoutScripts = () => comes({ ...PHONE, javaScriptEnabled: false });

async function saysWho(page, person) {
  await page.waitForURL(/\/profile/);
  await page.locator("#name").fill(person.name);
  await page.locator(`input[name=sex][value=${person.sex}]`).check();
  await go(page);
  await page.waitForURL(/\/ask\/time/);
}

/** Takes the first free time, and books it; the path of the request. */
async function takesTheFirst(page) {
  await page.locator(".first-free button.slot").first().click();
  await page.waitForURL(/\/ask\/check/);
  await go(page);
  await page.waitForURL(/\/done/);
  return new URL(page.url()).pathname;
}

/** The same pages with scripts, for axe and the pictures. */
async function looksAt(person, pages) {
  const state = await person.context.storageState();
  const eyes = await comes({ viewport: { width: 1280, height: 800 }, storageState: state });
  assert.deepEqual(await lookAround(eyes, pages), []);
  nothingWrong(eyes);
  await eyes.context.close();
}

test("the office adds an audience at a centre", LIMIT, async () => {
  const office = await comes();
  await signInStaff(office.page, "secretary", "/office/week");
  await office.page.goto("/office/week?official=minister");
  const form = office.page.locator("form[action='/office/week/add']");
  for (const [name, value] of [["day", "2026-11-22"], ["mode", "reception"], ["minutes", "60"], ["section", "men"], ["place", "riyadh"]]) {
    await form.locator(`select[name=${name}]`).selectOption(value);
  }
  await form.locator("[name=from]").fill("13:00");
  await form.locator("[name=to]").fill("14:00");
  await form.locator("[name=seats]").fill("8");
  await form.locator("input[name=with][value=deputy]").check();
  await form.locator("button.button").click();
  await office.page.locator(".alert.good").waitFor();
  nothingWrong(office);
  await office.context.close();
});

test("a seat in the minister's audience", LIMIT, async () => {
  const salem = await withoutScripts();
  const { page } = salem;
  await page.goto("/");
  await page.getByRole("link", { name: ar("start-button") }).click();
  await signIn(page, SALEM.identity, SALEM.mobile);
  await page.locator("input[name=kind][value=meeting]").check();
  await go(page);
  await page.locator("input[name=official][value=minister]").check();
  await page.locator("input[name=mode][value=reception]").check();
  await go(page);
  await page.locator("#subject").fill("السلام على معالي الوزير");
  await go(page);
  await saysWho(page, SALEM);
  await looksAt(salem, [
    ["ask-meeting-reception", "/ask/meeting"],
    ["ask-time-reception", "/ask/time"],
    ["ask-why-reception", "/ask/why?day=2026-11-23&time=10:00"],
  ]);
  await page.goto("/ask/time");
  assert.match(await page.locator(".first-free button.slot").first().innerText(), /8/, "the seats left are said");
  const done = await takesTheFirst(page);
  assert.ok((await page.locator("main").innerText()).includes(ar("mode-reception")));
  const sms = await onPhone(salem.context, SALEM.mobile, /موعدك.*/s);
  assert.ok(sms.includes(ar("mode-reception")) && !sms.includes("الوزير"), sms);
  await page.goto(done.replace("/done", ""));
  const cancel = await page.locator("a[href$='/cancel']").getAttribute("href");
  await looksAt(salem, [
    ["done-reception", done],
    ["request-reception", done.replace("/done", "")],
    ["move-reception", cancel.replace("/cancel", "/move")],
    ["move-why", `${cancel.replace("/cancel", "/why")}?day=2026-11-25&time=10:00`],
  ]);
  nothingWrong(salem);
  await salem.context.close();
});

test("a time at a centre's desk", LIMIT, async () => {
  const huda = await withoutScripts();
  const { page } = huda;
  await page.goto("/");
  await page.locator("a.link-card[href='/ask?kind=service']").click();
  await signIn(page, HUDA.identity, HUDA.mobile);
  await page.waitForURL(/\/ask/);
  await go(page);
  await page.waitForURL(/\/ask\/service/);
  await page.locator("input[name=service][value=attestation]").check();
  await page.locator("select[name=centre]").selectOption("riyadh");
  await go(page);
  await page.waitForURL(/\/ask\/about/);
  assert.equal(await page.locator("#subject").inputValue(), "تصديق وثيقة");
  await go(page);
  await saysWho(page, HUDA);
  await page.locator(".first-free button.slot").first().click();
  await page.waitForURL(/\/ask\/check/);
  await looksAt(huda, [
    ["ask-service", "/ask/service"],
    ["ask-check-service", "/ask/check"],
    ["ask-time-service", "/ask/time"],
    ["ask-why-service", "/ask/why?day=2026-11-27&time=10:00"],
  ]);
  await page.goto("/ask/time");
  const done = await takesTheFirst(page);
  await looksAt(huda, [["done-service", done]]);
  nothingWrong(huda);
  await huda.context.close();
});

test("what the staff see of both", LIMIT, async () => {
  const office = await comes();
  await signInStaff(office.page, "secretary", "/office/week");
  const wrong = await lookAround(office, [
    ["week-reception", "/office/week?official=minister"],
    ["rules-reception", "/office/rules?official=minister"],
    ["why-service", "/office/why?mode=service&service=attestation&centre=riyadh&day=2026-11-23&time=08:10"],
  ]);
  assert.deepEqual(wrong, []);
  nothingWrong(office);
  await office.context.close();

  const gate = await comes();
  await signInStaff(gate.page, "reception.riyadh", "/centre");
  assert.deepEqual(await lookAround(gate, [["centre-service", "/centre"]]), []);
  await gate.page.goto("/centre");
  assert.equal(await gate.page.locator("form[action$='/check-in']").count(), 2, "whoever comes to the desk, and whoever comes to the audience");
  nothingWrong(gate);
  await gate.context.close();
});

test("whoever comes to the headquarters", LIMIT, async () => {
  const office = await comes({ ...PHONE, javaScriptEnabled: false });
  const { page } = office;
  await signInStaff(page, "secretary", "/office/week");
  await page.goto("/office/week?official=deputy");
  const form = page.locator("form[action='/office/week/add']");
  for (const [name, value] of [["day", "2026-11-22"], ["mode", "reception"], ["minutes", "60"], ["section", "men"]]) {
    await form.locator(`select[name=${name}]`).selectOption(value);
  }
  await form.locator("[name=from]").fill("16:00");
  await form.locator("[name=to]").fill("17:00");
  await form.locator("[name=seats]").fill("6");
  await form.locator("button.button").click();
  await page.locator(".alert.good").waitFor();

  const fahad = await withoutScripts();
  await fahad.page.goto("/ask");
  await signIn(fahad.page, FAHAD.identity, FAHAD.mobile);
  await fahad.page.locator("input[name=kind][value=meeting]").check();
  await go(fahad.page);
  await fahad.page.locator("input[name=official][value=deputy]").check();
  await fahad.page.locator("input[name=mode][value=reception]").check();
  await go(fahad.page);
  await fahad.page.locator("#subject").fill("السلام على معالي نائب الوزير");
  await go(fahad.page);
  await saysWho(fahad.page, FAHAD);
  await takesTheFirst(fahad.page);
  nothingWrong(fahad);
  await fahad.context.close();

  await majlis.moveTo("2026-11-22T15:50:00+03:00");
  await looksAt(office, [["today-office", "/office/today"]]);
  await page.goto("/office/today");
  await page.locator("form[action$='/check-in'] button").click();
  await page.locator(".alert.good").waitFor();
  const outcome = await page.locator("a[href$='/outcome']").getAttribute("href");
  await looksAt(office, [["today-office-there", "/office/today"], ["outcome", outcome]]);
  await page.goto(outcome);
  await page.locator("input[name=result][value=promise]").check();
  await page.locator("form[data-outcome] [name=text]").fill("يُنظر في الأمر خلال أسبوع.");
  await page.locator("form[data-outcome] button").click();
  await page.waitForURL(/\/office\/today/);
  assert.equal(await page.locator("a[href$='/outcome']").count(), 0, "it is written down");
  nothingWrong(office);
  await office.context.close();
});
