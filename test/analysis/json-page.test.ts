import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { jsonPage } from "../../schema/json-page.ts";

interface Node {
  properties?: Record<string, Node>;
  items?: Node;
  anyOf?: Node[];
  oneOf?: Node[];
  $defs?: Record<string, Node>;
}
const page = readFileSync("docs/json.md", "utf8");
const schema = JSON.parse(readFileSync("schema/analysis.schema.json", "utf8")) as Node;

const fieldsOf = (node: Node): string[] => [
  ...Object.entries(node.properties ?? {}).flatMap(([name, child]) => [name, ...fieldsOf(child)]),
  ...[...(node.items ? [node.items] : []), ...(node.anyOf ?? []), ...(node.oneOf ?? [])].flatMap(fieldsOf),
];

test("docs/json.md is what the schema gives now (npm run schema writes it)", () => {
  expect(page).toBe(jsonPage());
});

test("every definition of the schema has a part, and every field of it a row there", () => {
  for (const [name, definition] of Object.entries(schema.$defs!)) {
    const [, part = ""] = page.split(`\n## ${name}\n`);
    const rows = part
      .split("\n## ")[0]!
      .split("\n")
      .filter((line) => line.startsWith("| `"));
    const named = rows.map((row) => /^\| `(?:[^`]*\.)?(\w+)`/.exec(row)?.[1]);
    expect(
      fieldsOf(definition).filter((field) => !named.includes(field)),
      name,
    ).toEqual([]);
  }
});

test("every link inside it leads to a heading", () => {
  const headings = [...page.matchAll(/^## (.+)$/gm)].map(([, title]) => title!.toLowerCase());
  const links = [...page.matchAll(/\]\(#([a-z]+)\)/g)].map(([, target]) => target!);
  expect(links.length).toBeGreaterThan(30);
  expect(links.filter((target) => !headings.includes(target))).toEqual([]);
});
