/**
 * npm run eval -- FOLDER [--only TEXT] [--cache FOLDER] [--out FILE.md]
 * The verdict of the tool on real runs, on labelled logs and on simulated sets, run by run, beside what is true.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Analysis } from "../src/analysis/analysis.ts";
import { DRAW_SIZES, drawGroups, judgeDraws, modeErrors } from "./draws.ts";
import { type KnownRun, logRuns, pictureRuns, simulatedRuns } from "./known-runs.ts";
import { measured } from "./measured-runs.ts";
import { changesOf, prefixStates } from "./prefixes.ts";
import { judgeSheets } from "./real-sheets.ts";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: "string" }, cache: { type: "string" }, out: { type: "string" } },
});
const root = positionals[0];
if (root === undefined)
  throw new Error("Expected the folder of the evaluation data. Next: npm run eval -- ../shared/data");

const SECTIONS: readonly { title: string; runs: KnownRun[] }[] = [
  { title: "Real runs", runs: pictureRuns(root) },
  { title: "Logs alone, labelled by their FID", runs: logRuns(root) },
  { title: "Simulated sets, no reference", runs: simulatedRuns(root, false) },
  { title: "Simulated sets, with a reference", runs: simulatedRuns(root, true) },
];

const isRight = (expected: KnownRun["expected"], { verdict }: Analysis): boolean => {
  if (expected === "any") return true;
  if (expected === "quiet") return verdict.status === "healthy";
  const failing = verdict.exitCode === 1;
  return expected === "no failure" ? !failing : failing && expected.some((status) => verdict.statuses.includes(status));
};

const onsetOf = ({ findings }: Analysis): string =>
  findings.find(({ status, onset }) => status === "fail" && onset)?.onset?.label ?? "";

const courses: { name: string; truth: string; states: string }[] = [];
const lines: string[] = [];
const say = (line: string) => {
  lines.push(line);
  process.stdout.write(`${line}\n`);
};

for (const { title, runs } of SECTIONS) {
  const chosen = runs.filter(({ name }) => options.only === undefined || name.includes(options.only));
  if (chosen.length === 0) continue;
  say(`\n## ${title}\n\n| run | seen by people | found | since | confidence | right |\n|---|---|---|---|---|---|`);
  let right = 0;
  let judged = 0;
  for (const { name, inputs, scores, reference, expected, truth } of chosen) {
    const analysis = await measured(
      {
        inputs,
        ...(scores === undefined ? {} : { scores }),
        ...(reference === undefined ? {} : { reference }),
      },
      options.cache,
    );
    const failed = analysis instanceof Error;
    if (!failed && analysis.checkpoints.length > 1) courses.push({ name, truth, states: prefixStates(analysis) });
    const good = !failed && isRight(expected, analysis);
    if (expected !== "any") {
      judged++;
      if (good) right++;
    }
    const found = failed ? `error: ${analysis.message.split("\n")[0]}` : analysis.verdict.statuses.join(", ");
    const [onset, confidence] = failed ? ["", ""] : [onsetOf(analysis), analysis.verdict.confidence];
    say(
      `| ${name} | ${truth} | ${found} | ${onset} | ${confidence} | ${expected === "any" ? "-" : good ? "yes" : "**no**"} |`,
    );
  }
  say(`\n${right} of ${judged} as expected; ${chosen.length - judged} without a demand.`);
}
const isWanted = (title: string) => options.only === undefined || title.includes(options.only);
if (courses.length > 0) {
  say(
    "\n## Every prefix of the real runs, pictures alone\n\n| run | seen by people | per checkpoint | changes |\n|---|---|---|---|",
  );
  for (const { name, truth, states } of courses) say(`| ${name} | ${truth} | \`${states}\` | ${changesOf(states)} |`);
}
if (isWanted("sheets")) {
  say("\n## Real sheets judged by eye\n");
  for (const line of await judgeSheets(root, options.cache)) say(line);
}
if (isWanted("draws")) {
  say(
    `\n## Draws of known truth\n\nFAIL / WARN of so many draws, by the number of images.\n\n| set | ${DRAW_SIZES.join(" | ")} |`,
  );
  say(`|---|${"---|".repeat(DRAW_SIZES.length)}`);
  const notes: string[] = [];
  for (const group of drawGroups(root)) {
    const { cells, wrong } = await judgeDraws(group, options.cache);
    say(`| ${group.title} | ${cells.join(" | ")} |`);
    if (wrong.size > 0)
      notes.push(`${group.title}: ${[...wrong].map(([name, count]) => `${name} (${count})`).join(", ")}`);
  }
  say(`\nOtherwise than demanded: ${notes.join("; ") || "none"}.`);
}
if (isWanted("modes")) {
  say(
    "\n## How many modes\n\nMean |ln(estimate / truth)| of the headline over the 34 simulated sets.\n\n| | 64 images | whole |\n|---|---|---|",
  );
  for (const withReference of [false, true])
    say(
      `| ${withReference ? "with" : "without"} a reference | ${(await modeErrors(root, withReference, options.cache)).join(" | ")} |`,
    );
}
if (options.out !== undefined) writeFileSync(options.out, `${lines.join("\n").trim()}\n`);
