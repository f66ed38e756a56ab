// The words of the pages, so that a test names a key and not a sentence that somebody may better.
import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";

const folder = resolve(import.meta.dirname, "../../../src/words");

/** The texts of one line without values: `words("ar")("sign-in-button")`. */
export function words(language) {
  const texts = new Map();
  for (const name of readdirSync(join(folder, language)).filter((each) => each.endsWith(".ftl"))) {
    for (const line of readFileSync(join(folder, language, name), "utf8").split("\n")) {
      const found = /^([a-z][a-z0-9-]*) = (.+)$/.exec(line);
      if (found && !found[2].includes("{")) texts.set(found[1], found[2].trim());
    }
  }
  return (key) => {
    if (!texts.has(key)) throw new Error(`no plain words for ${key} in ${language}`);
    return texts.get(key);
  };
}
