import { readFileSync } from "node:fs";
import { globSync } from "tinyglobby";
import { expect, test } from "vitest";

const read = (ending: string): string =>
  globSync(`src/report/**/*.${ending}`)
    .map((path) => readFileSync(path, "utf8"))
    .join("\n");

test("every class in the style is one that the report gives to something", () => {
  const selectors = read("css")
    .replace(/\/\*.*?\*\//gs, "")
    .replace(/\{[^{}]*\}/g, "{}");
  const classes = new Set([...selectors.matchAll(/\.([a-z][\w-]*)/g)].map(([, name]) => name!));
  const code = read("ts");
  const given = (name: string) =>
    new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(code) ||
    // The charts put the colour into the class: `band-${colour}`.
    (/-[abc]$/.test(name) && code.includes(`${name.slice(0, -1)}\${colour}`));
  expect(classes.size).toBeGreaterThan(50);
  expect([...classes].filter((name) => !given(name))).toEqual([]);
});
