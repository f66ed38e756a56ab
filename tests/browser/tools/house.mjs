// A Majlis of a test's own: the built program with the demo ministry, on a free port, stopped at the end.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

const root = resolve(import.meta.dirname, "../../..");
const program = process.env.MAJLIS_BIN ?? join(root, "target/debug/majlis");
/** Sunday: the first day of the demo ministry's first week. */
export const SUNDAY = "2026-11-22T07:00:00+03:00";

/** Reads the lines of a process until one fits; says what it printed when it ends before. */
async function lineOf(child, pattern) {
  let errors = "";
  child.stderr.on("data", (piece) => (errors = (errors + piece).slice(-20_000)));
  const lines = createInterface({ input: child.stdout });
  const found = new Promise((done, failed) => {
    lines.on("line", (line) => {
      const match = pattern.exec(line);
      if (match) done(match[1]);
    });
    child.once("error", failed);
    child.once("exit", (code) => failed(new Error(`${child.spawnfile} ended with ${code}\n${errors}`)));
  });
  return { found: await found, errors: () => errors };
}

/** A PostgreSQL of the test's own; null: the embedded database. */
export async function database(kind) {
  if (kind === "sqlite") return { url: null, stop: async () => {} };
  const child = spawn(join(root, "tests/postgres.sh"), { stdio: ["pipe", "pipe", "pipe"] });
  const { found } = await lineOf(child, /^(\d+)$/);
  return {
    url: `postgres://majlis@127.0.0.1:${found}/postgres`,
    stop: async () => {
      child.stdin.end();
      if (child.exitCode === null) await once(child, "exit");
    },
  };
}

/** Starts the demo; `stop` ends it in good order and fails when it does not. */
export async function house(kind = "sqlite", now = SUNDAY) {
  const store = await database(kind);
  const folder = mkdtempSync(join(tmpdir(), "majlis-browser-"));
  const environment = { ...process.env, MAJLIS__MEDIA__BIND: "127.0.0.1:0" };
  if (store.url) environment.MAJLIS__DATABASE__URL = store.url;
  const start = async (port, at) => {
    const child = spawn(program, ["demo", "--port", port, "--data", folder, "--now", at], {
      env: environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    return { child, ...(await lineOf(child, /^listening on (http:\S+)$/)) };
  };
  let { child, found: home, errors } = await start("0", now);
  return {
    home,
    errors: () => errors(),
    /** Kills it with nothing said or finished, and starts it again where it was; gives when it was killed. */
    killed: async (at) => {
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      const since = performance.now();
      await ended;
      ({ child, errors } = await start(new URL(home).port, at));
      return since;
    },
    /** Every message that went out, the newest first. */
    messages: async (to = "") => {
      const answer = await fetch(`${home}/demo/messages?to=${encodeURIComponent(to)}`);
      assert.equal(answer.status, 200, "the demo's messages are read");
      return (await answer.json()).messages;
    },
    /** Moves the demo's clock on to an instant. */
    moveTo: async (instant) => {
      const answer = await fetch(`${home}/demo/clock`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ now: instant }),
      });
      assert.equal(answer.status, 200, `the clock is moved to ${instant}`);
    },
    stop: async () => {
      const ended = child.exitCode === null ? once(child, "exit") : [child.exitCode];
      child.kill("SIGTERM");
      const [code] = await ended;
      await store.stop();
      rmSync(folder, { recursive: true, force: true });
      assert.equal(code, 0, `majlis ends in good order\n${errors()}`);
    },
  };
}
