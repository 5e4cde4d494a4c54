/**
 * npm run eval:layouts -- FOLDER
 * How the real sheets of the evaluation data are cut, one by one, without a flag, beside their layouts by eye.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openImages } from "../src/inputs/open-images.ts";

interface Sheet {
  repo: string;
  file: string;
  grid: { kind: string; rows: number; cols: number } | null;
}

const root = process.argv[2];
if (root === undefined)
  throw new Error("Expected the folder of the evaluation data. Next: npm run eval:layouts -- ../shared/data");

const KINDS: Record<string, string> = {
  torchvision: "gutters",
  padded: "gutters",
  matplotlib: "figures",
  "mpl+torchvision": "figures",
  plain: "packed",
};

const folder = join(root, "realgrids");
const counts = new Map<string, { right: number; asked: number; wrong: number }>();
const others: string[] = [];
for (const { repo, file, grid } of JSON.parse(readFileSync(join(folder, "grids.json"), "utf8")) as Sheet[]) {
  const name = join(repo.replace("/", "+"), file.replaceAll("/", "__"));
  const layout = await openImages([join(folder, name)]).then(
    ({ checkpoints }) => checkpoints[0]?.layout,
    () => undefined,
  );
  const found = layout ? `${layout.columns}x${layout.rows}` : null;
  const truth = grid ? `${grid.cols}x${grid.rows}` : null;
  const kind = KINDS[grid?.kind ?? ""] ?? "no sheet";
  const outcome = found === truth ? "right" : found === null ? "asked" : "wrong";
  const row = counts.get(kind) ?? { right: 0, asked: 0, wrong: 0 };
  row[outcome]++;
  counts.set(kind, row);
  if (outcome !== "right")
    others.push(`| ${name} | ${truth ?? "none"} | ${found ?? "none"} | ${layout?.basis ?? ""} |`);
}
const lines = [
  "| | right | asked | wrong |",
  "|---|---|---|---|",
  ...[...counts].sort().map(([kind, { right, asked, wrong }]) => `| ${kind} | ${right} | ${asked} | ${wrong} |`),
  "",
  "| otherwise | by eye | found | by |",
  "|---|---|---|---|",
  ...others,
];
process.stdout.write(`${lines.join("\n")}\n`);
