// The week's plan: made, changed and published by mouse, by keyboard alone and without scripts.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ar, nothingWrong, onPhone, PHONE, signIn, signInStaff } from "./tools/people.mjs";
import { comes, fine, open } from "./tools/town.mjs";

const LIMIT = { timeout: 600_000 };
const MORNING = "2026-11-22T08:30:00+03:00";
const PLAN = "/office/plan?week=2026-W49";

// One of the demo asks for a meeting at the headquarters, and waits to be let in.
open(MORNING, { first: () => ({ MAJLIS__REQUESTS__CLEARANCE: "true" }) });

/** The button of that name is reached with the tabulator alone, and pressed. */
async function presses(page, name, within = "main") {
  await page.locator("h1").click();
  for (let steps = 0; steps < 400; steps += 1) {
    await page.keyboard.press("Tab");
    const here = await page.evaluate((area) => {
      const at = document.activeElement;
      return at?.closest(area) ? at.textContent.trim() : "";
    }, within);
    if (here.startsWith(name)) {
      await page.keyboard.press("Enter");
      return;
    }
  }
  throw new Error(`${name} is not reached with the tabulator`);
}

test("a plan is made, changed by hand and published, with the mouse", LIMIT, async () => {
  const secretary = await comes();
  const { page } = secretary;
  await signInStaff(page, "secretary", PLAN);
  await fine(secretary, [["plan-none", PLAN]]);
  await page.goto(PLAN);
  await page.getByRole("button", { name: ar("plan-make") }).click();
  await page.waitForURL(/done=made/);
  await fine(secretary, [["plan", PLAN]]);
  await page.goto(PLAN);
  assert.equal(await page.getByText(ar("plan-clearance-pending"), { exact: true }).count(), 1);
  assert.equal(await page.locator(".plan-out").count(), 3, "the week has no time for three");
  const first = page.locator(".plan-line").first();
  await first.locator("summary").click();
  await first.getByRole("button", { name: ar("plan-lock") }).click();
  await page.waitForURL(/done=changed/);
  assert.equal(await page.getByText(ar("plan-locked"), { exact: true }).count(), 1);
  const times = page.locator(".plan-line").nth(1);
  await times.locator("summary").click();
  const wanted = await times.locator("option").last().getAttribute("value");
  await times.locator("select").selectOption(wanted);
  await times.getByRole("button", { name: ar("plan-move") }).click();
  await page.getByText(ar("plan-locked"), { exact: true }).nth(1).waitFor();
  assert.equal(await page.getByText(ar("plan-locked"), { exact: true }).count(), 2);
  await fine(secretary, [["plan-changed", PLAN], ["plan-compare", "/office/plan/compare?week=2026-W48"],
    ["plan-fairness", "/office/plan/fairness?week=2026-W49"]]);
  await secretary.context.close();
});

test("the same with the keyboard alone", LIMIT, async () => {
  const secretary = await comes();
  const { page } = secretary;
  await signInStaff(page, "secretary", PLAN);
  await presses(page, ar("plan-again-make"));
  await page.waitForURL(/done=made/);
  const title = (await page.locator(".plan-acts summary").first().textContent()).trim();
  await presses(page, title);
  await presses(page, ar("plan-drop"), ".plan-acts[open]");
  await page.waitForURL(/done=changed/);
  assert.equal(await page.getByText(ar("plan-dropped"), { exact: true }).count(), 1);
  const dropped = page.locator(".plan-out").filter({ hasText: ar("plan-dropped") });
  const back = dropped.locator(".plan-acts summary");
  await presses(page, (await back.textContent()).trim());
  await presses(page, ar("plan-release"), ".plan-acts[open]");
  // The address says already that something was changed.
  await dropped.waitFor({ state: "detached" });
  nothingWrong(secretary);
  await secretary.context.close();
});

test("and without scripts, on a telephone; whoever is booked reads why", LIMIT, async () => {
  const secretary = await comes({ ...PHONE, javaScriptEnabled: false });
  const { page } = secretary;
  await signInStaff(page, "secretary", PLAN);
  await page.locator("form[action='/office/plan/publish'] button").click();
  await page.waitForURL(/done=published/);
  await secretary.context.close();
  const office = await comes();
  await signInStaff(office.page, "secretary", PLAN);
  await fine(office, [["plan-published", PLAN]]);
  await office.context.close();

  const salem = await comes(PHONE);
  await onPhone(salem.context, "+966500000102", /(http\S+\/c\/\S+)/);
  await salem.page.goto("/requests");
  await signIn(salem.page, "1001244019", "0500000102");
  await salem.page.goto("/requests");
  await salem.page.locator("main a[href^='/requests/']").first().click();
  await salem.page.getByRole("heading", { name: ar("plan-own-title") }).waitFor();
  await fine(salem, [["plan-own", new URL(salem.page.url()).pathname]]);
  await salem.context.close();
});
