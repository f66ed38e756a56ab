// The administrator's pages of messages and the manager's page of the evening, with a gateway that refuses some.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, test } from "node:test";
import { until } from "./tools/browsers.mjs";
import { lookAround } from "./tools/look.mjs";
import { ar, nothingWrong, signInStaff } from "./tools/people.mjs";
import { comes, majlis, open } from "./tools/town.mjs";

const LIMIT = { timeout: 300_000 };
/** Within the hour before the evening's messages. */
const LATE = "2026-11-22T18:20:00+03:00";
const CITIZEN = { identity_number: "1000000008", mobile: "+966501234567" };
let gateway;

/** Takes every message but receipts. */
function refusing(request, response) {
  let body = "";
  request.on("data", (piece) => (body += piece));
  request.on("end", () => {
    response.statusCode = body.includes("استلمنا") ? 400 : 200;
    response.end("{}");
  });
}

async function byGateway() {
  gateway = createServer(refusing);
  await new Promise((done) => gateway.listen(0, "127.0.0.1", done));
  return { MAJLIS__SMS__TRANSPORT: "http", MAJLIS__SMS__URL: `http://127.0.0.1:${gateway.address().port}/sms` };
}

open(LATE, { first: byGateway });
after(() => gateway?.close());

async function call(path, body, token) {
  const headers = { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) };
  const answer = await fetch(`${majlis.home}/api/v1${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  assert.ok(answer.ok, `${path} answered ${answer.status}`);
  return answer.json();
}

/** Somebody hands an enquiry in; its receipt is refused by the gateway. */
async function asked() {
  const challenge = await call("/auth/otp", CITIZEN);
  const sent = await until("a code", () => majlis.messages(CITIZEN.mobile), (all) => all.some((one) => one.event === "code"));
  const code = /\d{6}/.exec(sent.find((one) => one.event === "code").text)[0];
  const { access_token: token } = await call(`/auth/otp/${challenge.challenge_id}`, { code });
  return call("/requests", { kind: "enquiry", subject: "حال معاملة", details: "أسأل عن حالها." }, token);
}

test("what the manager sees before the evening", LIMIT, async () => {
  const { reference } = await asked();
  const manager = await comes();
  await signInStaff(manager.page, "manager.riyadh", "/staff/evening");
  await manager.page.getByText(reference.slice(0, 4)).first().waitFor();
  assert.deepEqual(await lookAround(manager, [["evening", "/staff/evening"]]), []);
  nothingWrong(manager);
  await manager.context.close();
});

test("what did not arrive is seen and sent again", LIMIT, async () => {
  const admin = await comes();
  await signInStaff(admin.page, "admin", "/admin/notices");
  assert.deepEqual(await lookAround(admin, [["notices", "/admin/notices"]]), []);
  await admin.page.goto("/admin/notices");
  await admin.page.getByRole("button", { name: ar("notices-repeat") }).first().click();
  await admin.page.getByText(ar("notices-repeated")).waitFor();
  nothingWrong(admin);
  await admin.context.close();
});

for (const javaScriptEnabled of [true, false]) {
  test(`a text is changed and counted ${javaScriptEnabled ? "while typing" : "without scripts"}`, LIMIT, async () => {
    const admin = await comes({ viewport: { width: 1280, height: 800 }, javaScriptEnabled });
    await signInStaff(admin.page, "admin", "/admin/texts");
    const one = "/admin/texts/received/ar/sms";
    if (javaScriptEnabled) {
      const pages = [["texts", "/admin/texts"], ["texts-urdu", "/admin/texts?language=ur"], ["text", one], ["text-mail", "/admin/texts/booked/ar/mail"]];
      assert.deepEqual(await lookAround(admin, pages), []);
    }
    await admin.page.goto(one);
    const body = admin.page.locator("textarea[name=body]");
    for (const text of [`{reference} {link} ${"م".repeat(60)}`, "Ref {reference} {link} €[]", `{reference} {link} ${"😀".repeat(9)}`]) {
      await body.fill(text);
      const counted = () => admin.page.locator("dl.facts").innerText();
      const typed = javaScriptEnabled ? await counted() : null;
      await admin.page.locator("button[value=preview]").click();
      await admin.page.waitForLoadState();
      if (typed) assert.equal(await counted(), typed, "the page counts as the server does");
      assert.equal(await body.inputValue(), text, "nothing typed is lost");
    }
    await body.fill("{nobody}");
    await admin.page.locator("button[value=save]").click();
    const wrong = await admin.page.locator("#body-error").innerText();
    assert.ok(wrong.includes("{nobody}"), wrong);
    nothingWrong(admin);
    await admin.context.close();
  });
}
