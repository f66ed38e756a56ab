// The story's second half: the day itself, from the gate of the centre to the survey.
import assert from "node:assert/strict";
import { ar, go, nothingWrong, onPhone, signInStaff } from "./people.mjs";
import { received, until, visitor } from "./browsers.mjs";
import { NORAH } from "./booking.mjs";

const DESK = { viewport: { width: 1280, height: 900 } };
const MINUTE = 60_000;

/** Waits until a page receives pictures and voices of so many others, and more of them with every look. */
async function sees(page, who, others) {
  const first = await until(`${who} sees ${others}`, () => received(page), (now) => now.pictures >= others && now.voices >= others);
  const later = (now) => now.frames >= first.frames + 10 * others && now.audio >= first.audio + 20 * others;
  const then = await until(`${who} sees and hears on`, () => received(page), (now) => later(now) && now.widths.length === others && now.widths.every((width) => width > 0));
  assert.ok(then.video > first.video, `${who} receives video packets`);
}

/** The centre starts the link, the office lets her and the interpreter in, and she rates it. */
export async function meeting(majlis, browsers, told, step) {
  const { home } = majlis;
  const operator = await visitor(browsers.centre, home, DESK);
  const deputy = await visitor(browsers.office, home, DESK);
  const interpreter = await visitor(browsers.office, home, DESK);
  deputy.page.on("dialog", (dialog) => dialog.accept());
  const all = { operator, deputy, interpreter };
  const arrives = new Date(told.starts.getTime() - 20 * MINUTE);

  await step("on the day the operator checks her in", async () => {
    await majlis.moveTo(arrives.toISOString());
    await signInStaff(operator.page, "video.madinah", "/centre");
    const row = operator.page.locator("tr", { hasText: NORAH.name });
    await row.locator("form[action$='/check-in'] button").click();
    await operator.page.locator(".alert.good").waitFor();
    await row.locator("a[href$='/room']").click();
    await operator.page.waitForURL(/\/room$/);
  });

  await step("camera, microphone and line are tested, then the link starts", async () => {
    const { page } = operator;
    assert.ok(await page.locator("[data-start-button]").isDisabled(), "nothing starts untested");
    await page.locator("[data-check-open]").click();
    for (const item of ["camera", "microphone", "line"]) await page.locator(`[data-item=${item}] .tag.good`).waitFor();
    await page.locator("[data-start-button]").click();
    await page.locator("[data-stage][data-standing=waiting][data-touch=connected]").waitFor();
  });

  await step("the interpreter enters by the one-use link from the SMS", async () => {
    const { page } = interpreter;
    await page.goto(told.join);
    await page.getByRole("button", { name: ar("join-enter") }).click();
    await page.locator("[data-stage][data-standing=waiting][data-touch=connected]").waitFor();
    const again = await (await browsers.office.newContext()).newPage();
    await again.goto(home + told.join);
    await again.getByText(ar("join-spent-title")).waitFor();
    await again.context().close();
  });

  await step("the waiting room shows both, with the minutes waited", async () => {
    const { page } = deputy;
    await signInStaff(page, "deputy", "/office/waiting");
    const her = page.locator(".person", { hasText: NORAH.name });
    await her.waitFor();
    await until("both wait", () => page.locator("#waiting .person").count(), (count) => count === 2);
    await majlis.moveTo(new Date(arrives.getTime() + 4 * MINUTE).toISOString());
    await page.reload();
    await until("minutes waited", async () => Number(await her.locator(".waited b").innerText()), (minutes) => minutes >= 3);
    await her.getByRole("link", { name: ar("waiting-open") }).click();
    await page.waitForURL(/\/office\/session\//);
    await page.locator("[data-enter]").click();
    await page.locator("[data-stage][data-touch=connected]").waitFor();
    for (const name of [NORAH.name]) await page.locator("[data-people] [data-person][data-line=true]", { hasText: name }).waitFor();
    await until("both lines are warm", () => page.locator("[data-people] [data-person][data-line=true]").count(), (count) => count === 2);
  });

  await step("not one media packet has arrived anywhere before admission", async () => {
    for (const [who, { page }] of Object.entries(all)) {
      await until(`${who}'s line is up`, () => received(page), (now) => now.connected === 1);
    }
    for (const [who, { page }] of Object.entries(all)) {
      const now = await received(page);
      assert.equal(now.packets, 0, `${who} received ${JSON.stringify(now)}`);
    }
  });

  await step("the deputy admits her, and both see and hear each other", async () => {
    const { page } = deputy;
    await page.locator("[data-people] [data-person]", { hasText: NORAH.name }).locator("[data-do=admit]").click();
    await operator.page.locator("[data-stage][data-standing=admitted]").waitFor();
    await sees(deputy.page, "the deputy", 1);
    await sees(operator.page, "the citizen", 1);
    assert.equal((await received(interpreter.page)).packets, 0, "who still waits receives nothing");
  });

  await step("the interpreter is the third, seen by both", async () => {
    const { page } = deputy;
    await page.locator("[data-people] [data-person] [data-do=admit]").click();
    await interpreter.page.locator("[data-stage][data-standing=admitted]").waitFor();
    for (const [who, { page: each }] of Object.entries(all)) await sees(each, who, 2);
    assert.equal(await operator.page.locator(".seat.pinned").count(), 1, "the interpreter is pinned");
  });

  await step("the outcome ends the session for everybody", async () => {
    const { page } = deputy;
    await page.locator("form[data-outcome] input[name=result]").first().check();
    await page.locator("form[data-outcome] textarea").first().fill("يُنظر في المعاملة خلال أسبوع.");
    await page.locator("form[data-outcome] button").click();
    await page.waitForURL(/\/office\/next/);
    await page.locator(".alert.good").waitFor();
    for (const { page: each } of [operator, interpreter]) await each.locator("[data-stage][data-ending=ended]").waitFor();
  });

  const { norah } = told;
  await step("she gets the survey's link by SMS and answers on her phone", async () => {
    const link = await onPhone(norah.context, NORAH.mobile, /(http\S+\/s\/\S+)/);
    await norah.page.goto(link);
    await norah.page.locator("input[name=mark][value='5']").check({ force: true });
    await norah.page.locator("input[name=obstacle][value=no]").check();
    await norah.page.locator("input[name=first_time][value=yes]").check();
    await go(norah.page);
    await norah.page.getByText(ar("survey-thanks-text")).waitFor();
  });

  await step("her answer stands in the office's figures", async () => {
    const { page } = deputy;
    await page.goto("/office/figures");
    const figure = async (key) => (await page.locator(".tile", { hasText: ar(key) }).locator("dd").innerText()).trim();
    assert.match(await figure("figure-surveys-answered"), /^1/);
    assert.match(await figure("figure-mean-mark"), /^5/);
    assert.match(await figure("figure-obstacles"), /^0/);
    assert.match(await figure("figure-first-time"), /^1/);
  });

  for (const each of Object.values(all)) nothingWrong(each);
  nothingWrong(norah);
}
