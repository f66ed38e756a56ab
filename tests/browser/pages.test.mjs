// Every page in both languages, on a phone and on a desk: axe, widths, console, foreign requests, pictures in out/.
import assert from "node:assert/strict";
import { test } from "node:test";
import { NORAH } from "./tools/booking.mjs";
import { received, until } from "./tools/browsers.mjs";
import { look, LANGUAGES, WIDTHS } from "./tools/look.mjs";
import { ar, askToMeet, go, nothingWrong, onPhone, signInStaff } from "./tools/people.mjs";
import { comes, fine, majlis, open } from "./tools/town.mjs";

const LIMIT = { timeout: 600_000 };
/** Late enough on the first day that a centre checks its first people in. */
const MORNING = "2026-11-22T08:30:00+03:00";

open(MORNING);

test("what everybody sees", LIMIT, async () => {
  const anyone = await comes();
  await anyone.page.goto("/sign-in");
  await anyone.page.getByLabel(ar("identity-label")).fill("1000000024");
  await anyone.page.getByLabel(ar("mobile-label")).fill("0501112223");
  await anyone.page.getByRole("button", { name: ar("sign-in-button") }).click();
  await anyone.page.waitForURL(/\/sign-in\/.+/);
  const code = new URL(anyone.page.url()).pathname;
  await fine(anyone, [
    ["start", "/"],
    ["sign-in", "/sign-in"],
    ["code", code],
    ["staff-sign-in", "/staff/sign-in"],
    ["phone", "/demo/phone"],
    ["docs", "/api/docs"],
    ["nowhere", "/nowhere", 404],
    ["join-spent", "/join/nobody"],
    ["survey-gone", "/s/nobody", 404],
    ["offer-spent", "/o/nobody"],
  ]);
  await anyone.context.close();
});

test("what a citizen sees", LIMIT, async () => {
  const norah = await comes();
  const { page } = norah;
  await askToMeet(page, NORAH);
  await fine(norah, [
    ["ask", "/ask"],
    ["ask-meeting", "/ask/meeting"],
    ["ask-about", "/ask/about"],
    ["profile", "/profile"],
    ["ask-time", "/ask/time"],
    ["ask-wait", "/ask/wait"],
    ["ask-why", "/ask/why"],
    ["ask-why-closed", "/ask/why?day=2026-11-27&time=10:00"],
    ["ask-why-gone", "/ask/why?day=2026-11-24&time=10:05"],
  ]);
  await page.goto("/ask/time");
  await page.locator(".days button.slot").first().click();
  await page.waitForURL(/\/ask\/check/);
  await fine(norah, [["ask-check", "/ask/check"]]);
  await page.goto("/ask/check");
  await go(page);
  await page.waitForURL(/\/done/);
  const done = new URL(page.url()).pathname;
  await page.goto(done.replace("/done", ""));
  const cancel = await page.locator("a[href$='/cancel']").getAttribute("href");
  const coming = new URL(await onPhone(norah.context, "", /(http\S+\/c\/\S+)/)).pathname;
  const join = new URL(await onPhone(norah.context, "", /(http\S+\/join\/\S+)/)).pathname;
  await fine(norah, [
    ["done", done],
    ["request", done.replace("/done", "")],
    ["requests", "/requests"],
    ["cancel", cancel],
    ["move", cancel.replace("/cancel", "/move")],
    ["coming", coming],
    ["join", join],
    ["phone-full", "/demo/phone"],
  ]);
  await norah.context.close();
});

test("what somebody who waits sees", LIMIT, async () => {
  const [huda, salem] = [await comes(), await comes()];
  await askToMeet(huda.page, { ...NORAH, identity: "1000000024", mobile: "0501112224", email: "" });
  await huda.page.locator(".days button.slot").first().click();
  await huda.page.waitForURL(/\/ask\/check/);
  await huda.page.locator("form[action='/ask/extend'] button").click();
  await huda.page.locator("main .button.big").waitFor();
  assert.equal(await huda.page.locator("form[action='/ask/extend']").count(), 0, "once only");
  await go(huda.page);
  await huda.page.waitForURL(/\/done/);
  await huda.page.goto(new URL(huda.page.url()).pathname.replace("/done", ""));
  const cancel = await huda.page.locator("a[href$='/cancel']").getAttribute("href");

  const waiting = { ...NORAH, identity: "1000000016", mobile: "0507654321", email: "", sex: "man", signs: false };
  await askToMeet(salem.page, waiting);
  await salem.page.goto("/ask/wait");
  await go(salem.page);
  await salem.page.waitForURL(/said=waiting/);
  const request = new URL(salem.page.url()).pathname;
  await fine(salem, [["request-waiting", request], ["withdraw", `${request}/withdraw`]]);
  const secretary = await comes();
  await signInStaff(secretary.page, "secretary", "/office/waiting-list");
  await fine(secretary, [["waiting-list-full", "/office/waiting-list"]]);

  await huda.page.goto(cancel);
  await huda.page.locator("main .button.danger").click();
  await huda.page.waitForURL(/said=cancelled/);
  const offer = new URL(await onPhone(salem.context, waiting.mobile, /(http\S+\/o\/\S+)/)).pathname;
  await fine(salem, [["offer", offer], ["request-offered", request]]);
  await salem.page.goto(offer);
  await salem.page.locator("button[value=accept]").click();
  await salem.page.locator(".alert.good").waitFor();
  await fine(salem, [["offer-accepted", offer]]);
  for (const each of [huda, salem, secretary]) {
    nothingWrong(each);
    await each.context.close();
  }
});

test("what a form says of wrong answers", LIMIT, async () => {
  const hasty = await comes();
  const { page } = hasty;
  const wrong = [];
  for (const language of LANGUAGES) {
    await page.goto(`/language/${language}?next=/sign-in`);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto("/sign-in");
      await page.locator("#identity_number, #identity").first().fill("1234");
      await go(page);
      await page.locator(".error-summary").waitFor();
      wrong.push(...(await look(page, `sign-in-wrong.${language}.${width}`)));
    }
  }
  assert.deepEqual(wrong, []);
  nothingWrong(hasty);
  await hasty.context.close();
});

/** Who acts for whom stands behind a form, so that no number stands in an address. */
async function representations(desk) {
  const salma = await comes();
  await askToMeet(salma.page, { ...NORAH, identity: "1000000032", mobile: "0501112232", email: "" });
  await salma.context.close();
  const wrong = [];
  for (const language of LANGUAGES) {
    await desk.page.goto(`/language/${language}?next=/staff/representations`);
    for (const width of WIDTHS) {
      await desk.page.setViewportSize({ width, height: 800 });
      await desk.page.goto("/staff/representations");
      wrong.push(...(await look(desk.page, `representations.${language}.${width}`)));
      await desk.page.locator("#identity_number").fill("1000000032");
      await desk.page.locator("#mobile").fill("0501112232");
      await desk.page.locator("form[action='/staff/representations'] button").click();
      const add = desk.page.locator("form[action$='/add']");
      await add.locator("#applicant").fill("سعاد الحربي");
      await add.locator("#document").fill("وكالة 4412");
      await add.locator("#until").fill("2027-05-31");
      await add.locator("button").click();
      await desk.page.locator(".alert.good").waitFor();
      wrong.push(...(await look(desk.page, `representations-known.${language}.${width}`)));
    }
  }
  assert.deepEqual(wrong, []);
}

test("what the desk sees of representatives", LIMIT, async () => {
  const desk = await comes();
  await signInStaff(desk.page, "desk.madinah", "/staff/representations");
  await representations(desk);
  await desk.context.close();
});

test("what the administrator sees", LIMIT, async () => {
  const admin = await comes();
  await signInStaff(admin.page, "admin", "/admin/holidays");
  await fine(admin, [
    ["holidays", "/admin/holidays?year=2027"],
    ["holiday", "/admin/holidays/eid_fitr-1448"],
    ["holiday-new", "/admin/holidays/new"],
    ["holiday-hit", "/admin/holidays/new?first=2026-11-22&last=2026-11-24&name_ar=يوم&name_en=Day"],
  ]);
  await admin.context.close();
});

test("what the staff see", LIMIT, async () => {
  const operator = await comes();
  await signInStaff(operator.page, "video.madinah", "/centre");
  const day = [["centre", "/centre"]];
  await fine(operator, day);
  await operator.page.goto("/centre");
  await operator.page.locator("form[action$='/check-in'] button").first().click();
  await operator.page.locator(".alert.good").waitFor();
  const room = await operator.page.locator("a[href$='/room']").first().getAttribute("href");
  await fine(operator, [["centre-checked-in", "/centre"], ["room", room]]);

  const desk = await comes();
  await signInStaff(desk.page, "desk.madinah", "/staff/register");
  await fine(desk, [["register", "/staff/register"], ["find", "/staff/people"]]);
  await desk.context.close();

  const secretary = await comes();
  await signInStaff(secretary.page, "secretary", "/office/requests");
  const hrefs = await secretary.page.locator("a.row-link").evaluateAll((all) => all.map((each) => each.getAttribute("href")));
  await fine(secretary, [
    ["inbox", "/office/requests"],
    ["inbox-all", "/office/requests?show=all"],
    ["waiting-list", "/office/waiting-list"],
    ["case", hrefs[0]],
    ["case-last", hrefs.at(-1)],
    ["week", "/office/week?official=deputy"],
    ["week-draft", "/office/week/preview?official=deputy"],
    ["rules", "/office/rules?official=deputy"],
    ["exceptions", "/office/exceptions?official=deputy"],
    ["templates", "/office/templates"],
    ["template", "/office/templates/summer"],
    ["today-empty", "/office/today"],
    ["why", "/office/why?official=deputy&mode=video&centre=madinah&day=2026-11-27&time=12:05"],
    ["waiting", "/office/waiting"],
    ["late", "/office/late"],
    ["figures", "/office/figures"],
    ["blocks", "/office/blocks"],
    ["find-office", "/staff/people"],
    ["intake-office", "/staff/register"],
    ["not-mine", "/centre", 403],
  ]);
  await secretary.context.close();

  const interpreter = await comes();
  await signInStaff(interpreter.page, "interpreter", "/interpreter");
  await fine(interpreter, [["interpreter", "/interpreter"]]);
  await interpreter.page.goto("/staff");
  assert.equal(new URL(interpreter.page.url()).pathname, "/interpreter");
  await interpreter.context.close();
  const idle = await comes();
  await signInStaff(idle.page, "interpreter.urdu", "/interpreter");
  await fine(idle, [["interpreter-idle", "/interpreter"]]);
  await idle.context.close();

  await live("ar", 0);
  // Two hours before the second appointment its centre checks in.
  await majlis.moveTo("2026-11-22T10:30:00+03:00");
  await live("en", 1);
  await afterwards();
  await operator.context.close();
});

test("what the office plans with", LIMIT, async () => {
  const plan = "/office/plan?week=2026-W49";
  const secretary = await comes();
  const { page } = secretary;
  page.on("dialog", (dialog) => dialog.accept());
  await signInStaff(page, "secretary", "/office/requests");
  const first = await page.locator("a.row-link").first().getAttribute("href");
  await fine(secretary, [
    ["office-plan-none", plan],
    ["office-fairness-none", "/office/plan/fairness?week=2026-W49"],
    ["office-week-edit", "/office/week/edit?official=minister&week=2026-W49"],
    ["office-week-difference", "/office/week/difference?official=minister&week=2026-W49&what=fill&template=ramadan"],
    ["office-inbox-filtered", "/office/requests?show=all&kind=meeting&press=urgent&mode=video"],
    ["office-inbox-nothing", "/office/requests?q=%D9%84%D8%A7%20%D8%B4%D9%8A%D8%A1%20%D9%83%D9%87%D8%B0%D8%A7"],
    ["office-brief", `${first}/brief`],
    ["office-guests-none", "/office/guests?day=2026-12-01"],
  ]);
  await page.goto(plan);
  await page.getByRole("button", { name: ar("plan-make") }).click();
  await page.waitForURL(/done=made/);
  await fine(secretary, [
    ["office-plan", plan],
    ["office-compare", "/office/plan/compare?week=2026-W49"],
    ["office-fairness", "/office/plan/fairness?week=2026-W49"],
  ]);
  await page.goto(plan);
  await page.locator("form[action='/office/plan/publish'] button").click();
  await page.waitForURL(/done=published/);
  // Somebody of the plan comes in person that Tuesday.
  await fine(secretary, [
    ["office-plan-published", plan],
    ["office-guests", "/office/guests?day=2026-12-01"],
  ]);
  await secretary.context.close();
});

/** The pages that exist only while a session lives; in each language with an appointment of its own. */
async function live(language, place) {
  const wrong = [];
  const narrowAndWide = async (page, name) => {
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      wrong.push(...(await look(page, `${name}.${language}.${width}`)));
    }
  };
  const speaks = ({ page }) => page.goto(`/language/${language}?next=/`);
  const operator = await comes();
  await signInStaff(operator.page, "video.madinah", "/centre");
  await speaks(operator);
  await operator.page.goto("/centre");
  const row = operator.page.locator(".data tbody tr").nth(place);
  const checksIn = row.locator("form[action$='/check-in'] button");
  if (await checksIn.count()) {
    await checksIn.click();
    await operator.page.locator(".alert.good").waitFor();
  }
  const room = await row.locator("a[href$='/room']").getAttribute("href");
  await operator.page.goto(room);
  await operator.page.locator("[data-check-open]").click();
  await operator.page.locator("[data-start-button]:enabled").waitFor();
  await narrowAndWide(operator.page, "room-checked");
  await operator.page.locator("[data-start-button]").click();
  await operator.page.locator("[data-stage][data-standing=waiting][data-touch=connected]").waitFor();
  await narrowAndWide(operator.page, "room-waiting");

  const deputy = await comes();
  deputy.page.on("dialog", (dialog) => dialog.accept());
  await signInStaff(deputy.page, "deputy", "/office/waiting");
  await deputy.page.locator("#waiting .person").waitFor();
  const session = await deputy.page.locator("#waiting .person a").getAttribute("href");
  if (place === 0) await fine(deputy, [["waiting-full", "/office/waiting"], ["session", session], ["next", "/office/next"]]);
  await speaks(deputy);
  await deputy.page.goto(session);
  await deputy.page.locator("[data-enter]").click();
  await deputy.page.locator("[data-people] [data-person][data-line=true]").waitFor();
  assert.ok(await deputy.page.locator("[data-timer]").isHidden(), "no clock runs before anybody is let in");
  assert.ok(await deputy.page.locator("[data-until-live]").isVisible());
  await narrowAndWide(deputy.page, "session-waiting");

  const interpreter = await joins(language);
  if (interpreter) await narrowAndWide(interpreter.page, "interpreter-waiting");
  const pressed = performance.now();
  await deputy.page.locator("[data-people] [data-do=admit]").first().click();
  await until("a picture", () => received(deputy.page), (now) => now.pictures > 0);
  console.log(`${language}: the first picture was there ${Math.round(performance.now() - pressed)} ms after the click`);
  for (const { page } of [deputy, operator]) {
    await until("a picture", () => received(page), (now) => now.pictures > 0 && now.widths.every((width) => width > 0));
    assert.ok(await page.locator("[data-once-live]").isVisible(), "the label says that it is on");
    await page.locator("[data-timer]:not([hidden])").waitFor();
  }
  if (interpreter) {
    await deputy.page.locator("[data-people] [data-do=admit]").first().click();
    await until("two others", () => received(interpreter.page), (now) => now.pictures > 1);
    await narrowAndWide(interpreter.page, "interpreter-live");
  }
  await narrowAndWide(deputy.page, "session-live");
  await narrowAndWide(operator.page, "room-live");
  await deputy.page.locator("form[data-outcome] input[name=result][value=close]").check();
  await deputy.page.locator("form[data-outcome] button").click();
  await deputy.page.waitForURL(/\/office\/next/);
  await narrowAndWide(deputy.page, "session-done");
  await operator.page.locator("[data-stage][data-ending=ended]").waitFor();
  await narrowAndWide(operator.page, "room-ended");
  assert.deepEqual(wrong, []);
  for (const each of [operator, deputy, interpreter].filter(Boolean)) {
    nothingWrong(each);
    await each.context.close();
  }
}

/** The interpreter enters by the own page, where the appointment has one. */
async function joins(language) {
  const interpreter = await comes();
  await signInStaff(interpreter.page, "interpreter", "/interpreter");
  await interpreter.page.goto(`/language/${language}?next=/interpreter`);
  await interpreter.page.goto("/interpreter");
  const open = interpreter.page.locator("a[href^='/interpreter/session/']");
  if (!(await open.count())) {
    await interpreter.context.close();
    return null;
  }
  for (const width of WIDTHS) {
    await interpreter.page.setViewportSize({ width, height: 800 });
    assert.deepEqual(await look(interpreter.page, `interpreter-open.${language}.${width}`), []);
  }
  await open.first().click();
  // Nothing is opened by looking at an address.
  await interpreter.page.locator("[data-enter]").waitFor();
  assert.ok(await interpreter.page.locator("[data-stage]").isHidden());
  await interpreter.page.locator("[data-enter]").click();
  await interpreter.page.locator("[data-stage][data-standing=waiting][data-touch=connected]").waitFor();
  return interpreter;
}

/** The survey, and the figures it stands in. */
async function afterwards() {
  const anyone = await comes();
  const survey = new URL(await onPhone(anyone.context, "", /(http\S+\/s\/\S+)/)).pathname;
  await fine(anyone, [["survey", survey]]);
  await anyone.page.goto(survey);
  await anyone.page.locator("input[name=mark][value='4']").check({ force: true });
  await anyone.page.locator("input[name=obstacle][value=no]").check();
  await anyone.page.locator("input[name=first_time][value=yes]").check();
  await go(anyone.page);
  for (const language of LANGUAGES) {
    await anyone.page.goto(`/language/${language}?next=${survey}`);
    for (const width of WIDTHS) {
      await anyone.page.setViewportSize({ width, height: 800 });
      assert.deepEqual(await look(anyone.page, `survey-thanks.${language}.${width}`), []);
    }
  }
  const deputy = await comes();
  await signInStaff(deputy.page, "deputy", "/office/figures");
  await fine(deputy, [["figures-full", "/office/figures"]]);
  for (const each of [deputy, anyone]) {
    nothingWrong(each);
    await each.context.close();
  }
}
