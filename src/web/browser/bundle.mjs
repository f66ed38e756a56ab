// Bundles the pages' styles and scripts into the folder given, and writes the table of assets
// that src/web/assets.rs includes. Called by build.rs: node bundle.mjs OUT_DIR
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, rmSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, extname, join, resolve } from "node:path";
import { gzipSync } from "node:zlib";

const out = resolve(process.argv[2] ?? "dist");
const into = join(out, "browser");
const types = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

rmSync(into, { recursive: true, force: true });
mkdirSync(into, { recursive: true });

const images = readdirSync("images").sort().map((name) => `images/${name}`);
const result = await build({
  entryPoints: ["styles/app.css", "styles/docs.css", "app.ts", "docs.ts", "stage.ts", "editor.ts", ...images],
  bundle: true,
  minify: true,
  metafile: true,
  format: "esm",
  target: ["chrome110", "firefox115", "safari16"],
  charset: "utf8",
  legalComments: "none",
  outdir: into,
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  publicPath: "/assets",
  loader: { ".woff2": "file", ".svg": "copy" },
  logLevel: "error",
});

const rows = Object.entries(result.metafile.outputs).map(([path, made]) => {
  const file = basename(path);
  const source = made.entryPoint ?? Object.keys(made.inputs)[0];
  const extension = extname(file);
  const name = basename(source).replace(/\.ts$/, ".js");
  const bytes = readFileSync(join(into, file));
  const zipped = extension === ".woff2" ? null : gzipSync(bytes, { level: 9 });
  if (zipped) writeFileSync(join(into, `${file}.gz`), zipped);
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 32);
  return { name, file, type: types[extension], hash, zipped: zipped !== null };
});
rows.sort((a, b) => (a.name < b.name ? -1 : 1));

const include = (file) => `include_bytes!(concat!(env!("OUT_DIR"), "/browser/${file}"))`;
const table = rows.map((row) => {
  if (!row.type) throw new Error(`no content type for ${row.file}`);
  const gzip = row.zipped ? `Some(${include(`${row.file}.gz`)})` : "None";
  return `    Asset {
        name: ${JSON.stringify(row.name)},
        path: ${JSON.stringify(`/assets/${row.file}`)},
        kind: ${JSON.stringify(row.type)},
        tag: ${JSON.stringify(row.hash)},
        bytes: ${include(row.file)},
        gzip: ${gzip},
    },`;
});
writeFileSync(join(out, "assets_table.rs"), `&[\n${table.join("\n")}\n]\n`);
