/** The pages that people read name files that exist. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path/posix";
import { expect, test } from "vitest";

const pages = [
  ...readdirSync(".").filter((name) => name.endsWith(".md")),
  ...readdirSync("docs")
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

/** Links between pages from the page's folder, paths in code from the root of the project. */
const filesNamedBy = (page: string): string[] => {
  const text = readFileSync(page, "utf8");
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, target]) => join(dirname(page), target!));
  const paths = [...text.matchAll(/`((?:src|test|eval|bench|fuzz|training)\/[\w./-]+)`/g)].map(([, path]) => path!);
  return [...links, ...paths];
};

test.each(pages)("every file that %s links or names is there", (page) => {
  expect(filesNamedBy(page).filter((path) => !existsSync(path))).toEqual([]);
});

test("docs/README.md lists every page", () => {
  const listed = filesNamedBy("docs/README.md");
  expect(
    pages.filter((page) => page.startsWith("docs/") && page !== "docs/README.md" && !listed.includes(page)),
  ).toEqual([]);
});
