// A careful look at one page: what axe finds, whether it fits, and a picture for people.
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** Where pictures go. */
export const out = resolve(import.meta.dirname, "../out");
mkdirSync(out, { recursive: true });

export const LANGUAGES = ["ar", "en"];
export const WIDTHS = [360, 1280];

/** What is wrong with the page as it stands now; takes a picture of it. */
export async function look(page, name) {
  const wrong = [];
  await page.evaluate(() => document.fonts.ready);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (wide > 0) wrong.push(`${name}: ${wide} px too wide`);
  const bare = await page.evaluate(() => /\b[a-z]+(-[a-z]+)+\b.*\?\?|\{\s*\$/.exec(document.body.innerText)?.[0]);
  if (bare) wrong.push(`${name}: a text was not put together: ${bare}`);
  await page.screenshot({ path: join(out, `${name}.png`), fullPage: true });
  await page.evaluate(axe);
  // What Swagger UI draws inside its own element is its makers'; the page around it is ours.
  const found = await page.evaluate(() =>
    globalThis.axe.run({ include: [["html"]], exclude: [["[data-description]"]] }, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
  );
  for (const rule of found.violations) {
    const [node] = rule.nodes;
    wrong.push(`${name}: ${rule.id}: ${rule.help}: ${node.html.slice(0, 160)} ${node.failureSummary.split("\n")[1] ?? ""}`);
  }
  return wrong;
}

/** The same for both languages and widths, by the page's own address. */
export async function lookAround(visitor, pages) {
  const { page } = visitor;
  const wrong = [];
  for (const language of LANGUAGES) {
    await page.goto(`/language/${language}?next=/`);
    const home = page.url();
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      for (const [name, path, status = 200] of pages) {
        if (status !== 200) visitor.refused.add(new URL(path, home).href);
        const answer = await page.goto(path);
        const label = `${name}.${language}.${width}`;
        if (answer.status() !== status) wrong.push(`${label}: ${path} answered ${answer.status()}`);
        const said = await page.locator("html").getAttribute("lang");
        if (said !== language) wrong.push(`${label}: it speaks ${said}`);
        wrong.push(...(await look(page, label)));
      }
    }
  }
  await page.goto("/language/ar?next=/");
  return wrong;
}
