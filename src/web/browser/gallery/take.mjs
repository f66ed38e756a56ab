// Photographs every page of the gallery at two widths and runs axe over it.
// `cargo test --lib gallery` writes the pages to target/gallery; then: npm run gallery [NAME]
import { createServer } from "node:http";
import { mkdirSync, readFileSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { extname, join, resolve } from "node:path";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const target = resolve("../../../target");
const pages = join(target, "gallery");
const shots = join(pages, "shots");
const types = { ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2" };

/** The newest bundle that a build left. */
function bundle() {
  const builds = readdirSync(join(target, "debug/build"))
    .map((name) => join(target, "debug/build", name, "out/browser"))
    .filter((path) => { try { return statSync(path).isDirectory(); } catch { return false; } });
  return builds.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
}

const assets = bundle();
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; media-src 'self' blob:";
const server = createServer((request, answer) => {
  const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
  const file = path.startsWith("/assets/") ? join(assets, path.slice(8)) : join(pages, path);
  try {
    const body = readFileSync(file);
    answer.writeHead(200, { "content-type": types[extname(file)] ?? "text/html; charset=utf-8", "content-security-policy": policy });
    answer.end(body);
  } catch {
    answer.writeHead(404).end();
  }
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const home = `http://127.0.0.1:${server.address().port}`;

mkdirSync(shots, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking"],
});
let wrong = 0;
const names = readdirSync(pages).filter((name) => name.endsWith(".html") && name.includes(process.argv[2] ?? ""));
for (const width of [360, 1280]) {
  const context = await browser.newContext({ viewport: { width, height: 800 }, bypassCSP: true });
  const page = await context.newPage();
  page.on("console", (message) => { if (message.type() === "error" && !message.text().includes("404")) { wrong++; console.log(`  console: ${message.text()}`); } });
  page.on("pageerror", (error) => { wrong++; console.log(`  error: ${error}`); });
  for (const name of names) {
    await page.goto(`${home}/${name}`);
    await page.evaluate(() => document.fonts.ready);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wide > 0) { wrong++; console.log(`${name} ${width}: ${wide} px too wide`); }
    await page.screenshot({ path: join(shots, `${name.replace(".html", "")}.${width}.png`), fullPage: true });
    await page.evaluate(axe);
    const found = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
    for (const rule of found.violations) {
      wrong++;
      console.log(`${name} ${width}: ${rule.id}: ${rule.help}`);
      for (const node of rule.nodes.slice(0, 3)) console.log(`    ${node.html.slice(0, 160)}  ${node.failureSummary.split("\n")[1] ?? ""}`);
    }
  }
  await context.close();
}
await browser.close();
server.close();
console.log(`${names.length} pages, ${wrong} problems`);
process.exitCode = wrong ? 1 : 0;
