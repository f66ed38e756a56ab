// The call centre, the text way, the slip, the survey: what is done there, and how each page looks.
import assert from "node:assert/strict";
import { test } from "node:test";
import { look, LANGUAGES, WIDTHS } from "./tools/look.mjs";
import { ar, askToMeet, nothingWrong, onPhone, PHONE, signInStaff } from "./tools/people.mjs";
import { comes, fine, majlis, open } from "./tools/town.mjs";

const LIMIT = { timeout: 600_000 };
const MORNING = "2026-11-22T08:30:00+03:00";
const NOUF = {
  identity: "1000000040", mobile: "0501112240", name: "نوف القرني", sex: "woman", signs: false, email: "",
  subject: "تأخر معاملة والدتي", details: "قُدّمت قبل عام ولم يصل رد.",
};

open(MORNING);

/** The pages as they stand behind a form, in both languages and widths. */
async function standing(person, name) {
  const { page } = person;
  const here = new URL(page.url());
  const wrong = [];
  for (const language of LANGUAGES) {
    await page.goto(`/language/${language}?next=${encodeURIComponent(here.pathname + here.search)}`);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      wrong.push(...(await look(page, `${name}.${language}.${width}`)));
    }
  }
  await page.goto(`/language/ar?next=${encodeURIComponent(here.pathname + here.search)}`);
  assert.deepEqual(wrong, []);
}

/** Somebody without a mobile hands a request in at a desk; the reference. */
async function withoutMobile() {
  const desk = await comes();
  await signInStaff(desk.page, "desk.madinah", "/staff/register");
  const { page } = desk;
  await page.locator("#paper").selectOption("identity_number");
  await page.locator("#number").fill("1000000057");
  await page.locator("#name").fill("آمنة العوفي");
  await page.locator("input[name=sex][value=woman]").check();
  await page.locator("#kind").selectOption("enquiry");
  await page.locator("#subject").fill("موعد مراجعة");
  await page.locator("main .button.big").click();
  await page.locator(".panel .reference").waitFor();
  const reference = (await page.locator(".panel .reference").innerText()).trim();
  const slip = new URL(await page.locator(".panel a").getAttribute("href"), majlis.home).pathname;
  const done = new URL(page.url());
  await fine(desk, [["registered", done.pathname + done.search], ["slip", slip], ["centre-visits", "/centre"]]);
  await page.goto(slip);
  await page.emulateMedia({ media: "print" });
  await page.screenshot({ path: `${import.meta.dirname}/out/slip.print.png`, fullPage: true });
  await desk.context.close();
  return reference;
}

test("a call from the script to the log", LIMIT, async () => {
  const reference = await withoutMobile();
  const nouf = await comes();
  await askToMeet(nouf.page, NOUF);
  const agent = await comes();
  const { page } = agent;
  await signInStaff(page, "calls", "/calls");
  await fine(agent, [["calls", "/calls"], ["call-back", "/calls/back"], ["calls-log-empty", "/calls/log"]]);
  await page.goto("/calls");
  await page.locator("form[action='/calls'] button").click();
  await page.waitForURL(/\/calls\/on\//);
  const call = new URL(page.url()).pathname;
  await fine(agent, [["call-script", call]]);
  await page.goto(call);
  await page.locator("#identity_number").fill(NOUF.identity);
  await page.locator("#known").fill("2240");
  await page.locator("form[action$='/compare'] button").click();
  await page.locator(".error-summary").waitFor();
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    assert.deepEqual(await look(page, `call-script-wrong.ar.${width}`), []);
  }
  await page.locator("input[name=read_back]").check();
  await page.locator("form[action$='/compare'] button").click();
  await page.locator("#code").waitFor();
  await standing(agent, "call-code");
  const code = await onPhone(agent.context, NOUF.mobile, /(?<!\d)(\d{6})(?!\d)/);
  await page.locator("#code").fill(code);
  await page.locator("form[action$='/code'] button").click();
  await page.getByText(ar("call-done-passed")).waitFor();
  assert.equal(await page.getByText(NOUF.name).count(), 1);

  await fine(agent, [["call-register", `${call}/register`]]);
  await page.goto(`${call}/register`);
  await page.locator("#kind").selectOption("meeting");
  await page.locator("#official").selectOption("deputy");
  await page.locator("#centre").selectOption("madinah");
  await page.locator("#subject").fill(NOUF.subject);
  await page.locator("main .button.big").click();
  await page.locator(".panel").waitFor();
  await page.locator("a[href*='/time?request=']").first().click();
  await page.locator("#slot").waitFor();
  await standing(agent, "call-time");
  await page.locator("main .button.big").click();
  await page.getByText(ar("call-done-booked")).waitFor();
  await standing(agent, "call-caller");
  await page.goto(`${call}/time`);
  await standing(agent, "call-service");

  await page.goto(call);
  await page.locator("#purpose").selectOption("appointment");
  await page.locator("form[action$='/end'] button").click();
  await page.getByText(ar("call-done-ended")).waitFor();
  const survey = new URL(await onPhone(agent.context, NOUF.mobile, /(http\S+\/s\/\S+)/)).pathname;
  await fine(nouf, [["survey-call", survey]]);

  // She who has no mobile rings, and leaves a telephone: then she can be rung back.
  await page.goto("/calls");
  await page.locator("form[action='/calls'] button").click();
  await page.locator("#identity_number").fill("1000000057");
  await page.locator("#known").fill(reference);
  await page.locator("input[name=read_back]").check();
  await page.locator("form[action$='/compare'] button").click();
  await page.locator("#phone").fill("0148221100");
  await page.locator("form[action$='/reach'] button").click();
  await page.getByText(ar("call-done-reach")).waitFor();
  await standing(agent, "call-owed");
  await page.locator("form[action$='/end'] button").click();
  await fine(agent, [["call-back-known", "/calls/back"], ["calls-log", "/calls/log"]]);
  await page.goto("/calls/back");
  await page.locator("form[action$='/ring'] button").first().click();
  await page.waitForURL(/\/calls\/on\//);
  await standing(agent, "call-out");
  await page.locator("form[action$='/end'] button").click();
  nothingWrong(nouf);
  await nouf.context.close();
  await agent.context.close();
});

test("who cannot hear writes, without scripts on a small telephone", LIMIT, async () => {
  const deaf = await comes({ ...PHONE, javaScriptEnabled: false });
  await askToMeet(deaf.page, { ...NOUF, identity: "1000000065", mobile: "0501112265" });
  await deaf.page.goto("/write");
  await deaf.page.locator("#text").fill("أريد تغيير موعدي إلى الأربعاء");
  await deaf.page.locator("main .button.big").click();
  await deaf.page.getByText(ar("write-sent")).waitFor();
  await deaf.page.locator("form[action='/write/reach'] button").click();
  await deaf.page.getByText(ar("write-never-rung")).waitFor();
  const state = await deaf.context.storageState();
  const eyes = await comes({ viewport: { width: 1280, height: 800 }, storageState: state });
  await fine(eyes, [["write", "/write"]]);

  const agent = await comes();
  await signInStaff(agent.page, "calls", "/calls/texts");
  const thread = await agent.page.locator("a.row-link").first().getAttribute("href");
  await fine(agent, [["texts", "/calls/texts"], ["thread", thread]]);
  await agent.page.goto(thread);
  await agent.page.locator("#text").fill("الأربعاء العاشرة متاح. نحجزه؟");
  await agent.page.locator("main .button.big").click();
  await agent.page.getByText(ar("texts-done-sent")).waitFor();
  const path = new URL(await onPhone(agent.context, "0501112265", /(http\S+\/write)/)).pathname;
  await deaf.page.goto(path);
  await deaf.page.getByText("الأربعاء العاشرة متاح").waitFor();
  await fine(eyes, [["write-answered", "/write"]]);
  for (const each of [deaf, eyes, agent]) {
    nothingWrong(each);
    await each.context.close();
  }
});

test("anybody rates a centre, and its manager reads the remark", LIMIT, async () => {
  const anyone = await comes({ ...PHONE, javaScriptEnabled: false });
  const { page } = anyone;
  await page.goto("/rate/madinah");
  await page.locator("input[name=mark][value='3']").check({ force: true });
  await page.locator("input[name=obstacle][value=yes]").check();
  await page.locator("#remark").fill("مواقف السيارات بعيدة عن كبار السن");
  await page.locator("main .button.big").click();
  await page.locator(".error-summary").waitFor();
  assert.equal(await page.locator("#remark").inputValue(), "مواقف السيارات بعيدة عن كبار السن");
  await page.locator("input[name=first_time][value=no]").check();
  await page.locator("main .button.big").click();
  await page.getByText(ar("survey-thanks-text")).waitFor();
  const eyes = await comes();
  await fine(eyes, [["rate", "/rate/madinah"], ["rate-before", "/rate/madinah?done=before"]]);
  const manager = await comes();
  await signInStaff(manager.page, "manager.madinah", "/centre/remarks");
  await manager.page.getByText("مواقف السيارات").waitFor();
  await fine(manager, [["remarks", "/centre/remarks"], ["remarks-none", "/centre/remarks?show=followed"]]);
  await manager.page.goto("/centre/remarks");
  await manager.page.locator("details summary").first().click();
  await manager.page.locator("details input[name=text]").fill("خُصصت مواقف أمام الباب");
  await manager.page.locator("details button").click();
  await manager.page.getByText(ar("remarks-followed-done")).waitFor();
  await fine(manager, [["remarks-followed", "/centre/remarks?show=followed"]]);
  for (const each of [anyone, eyes, manager]) {
    nothingWrong(each);
    await each.context.close();
  }
});
