// A session begins at a centre: somebody is checked in, the devices are tested, the link is started, and one waits.
import assert from "node:assert/strict";
import { look, WIDTHS } from "./look.mjs";

/** The page as it stands, narrow and wide: what only a script has put there. */
export async function standing(page, name) {
  const wrong = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    wrong.push(...(await look(page, `${name}.${width}`)));
  }
  assert.deepEqual(wrong, []);
}

/** One of the centre's day is checked in: the name, and the address of the room's page. */
export async function checksIn({ page }, place = 0) {
  await page.goto("/centre");
  const row = page.locator(".data tbody tr").nth(place);
  const name = (await row.locator("th").innerText()).trim();
  await row.locator("form[action$='/check-in'] button").click();
  await page.locator(".alert.good").waitFor();
  return { name, room: await row.locator("a[href$='/room']").getAttribute("href") };
}

/** The centre tests its devices, starts the link, and the person waits. */
export async function waits({ page }, room) {
  await page.goto(room);
  await page.locator("[data-check-open]").click();
  await page.locator("[data-start-button]:enabled").click();
  await page.locator("[data-stage][data-standing=waiting][data-touch=connected]").waitFor();
}
