/** Markdown for a pull request, a job's summary or a paper's notes: verdict, findings and a row for each checkpoint. */
import type { Analysis, Checkpoint, RunSet } from "../../analysis/analysis.ts";
import { isRunSet, type Result, runRows, runsSentence, verdictTitle } from "../runs.ts";
import {
  ASSERTION_WORDS,
  assertionText,
  estimate,
  evidenceText,
  foundation,
  isTold,
  measurement,
  number,
  STATUS_WORDS,
  share,
} from "../words.ts";
import { code, escapeMarkdown } from "./escape-markdown.ts";

/** Of longer runs the first and the last, with the rest counted; a summary on GitHub may have a megabyte. */
const MOST_CHECKPOINTS = 32;
const MOST_SKIPPED = 10;

export const renderMarkdown = (result: Result): string =>
  `${(isRunSet(result) ? runsBlocks(result) : runBlocks(result, "##")).filter((block) => block !== "").join("\n\n")}\n`;

const runsBlocks = (set: RunSet): string[] => [
  `## ${escapeMarkdown(runsSentence(set))}`,
  table(
    ["run", "verdict", "since", "confidence", "images"],
    runRows(set).map(({ name, verdict, since, confidence, images }) => [
      code(name, true),
      verdict,
      since === "" ? "" : code(since, true),
      confidence,
      images,
    ]),
  ),
  ...set.runs.flatMap((run) => runBlocks(run, "###")),
  ...set.unread.flatMap(({ name, reason }) => [`### ${code(name)}: Not judged`, escapeMarkdown(reason)]),
];

const runBlocks = (analysis: Analysis, heading: string): string[] => {
  const { name, verdict, findings, warnings, checkpoints } = analysis;
  return [
    `${heading} ${name === undefined ? "" : `${code(name)}: `}${verdictTitle(analysis)}`,
    escapeMarkdown(verdict.sentence),
    escapeMarkdown(foundation(analysis)),
    list(
      (analysis.assertions ?? []).map(
        (one) => `**${ASSERTION_WORDS[one.status]}** ${code(one.text)}: ${escapeMarkdown(assertionText(one))}`,
      ),
    ),
    ...findings.filter(isTold).map((finding) => findingBlock(analysis, finding)),
    list(
      findings
        .filter((finding) => !isTold(finding))
        .map(({ id, status, title }) => `${STATUS_WORDS[status]} ${code(id)}: ${escapeMarkdown(title)}`),
    ),
    checkpointTable(checkpoints),
    list(warnings.map((warning) => `Note: ${escapeMarkdown(warning)}`)),
    leftOut(analysis),
  ];
};

const findingBlock = (analysis: Analysis, finding: Analysis["findings"][number]): string => {
  const { id, status, title, evidence, advice } = finding;
  const measured = measurement(finding);
  const lines = [...(measured === null ? [] : [measured]), ...evidence.map((item) => evidenceText(analysis, item))];
  return [
    `**${STATUS_WORDS[status]}** ${code(id)}: ${escapeMarkdown(title)}`,
    list(lines.map(escapeMarkdown)),
    ...(advice.length > 0 ? [`Try next:\n\n${list(advice.map(escapeMarkdown))}`] : []),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
};

const checkpointTable = (checkpoints: readonly Checkpoint[]): string => {
  if (checkpoints.length === 0) return "";
  const half = MOST_CHECKPOINTS / 2;
  const hidden = Math.max(0, checkpoints.length - MOST_CHECKPOINTS);
  const shown = hidden === 0 ? checkpoints : [...checkpoints.slice(0, half), ...checkpoints.slice(-half)];
  const cells = ({ label, images, metrics, reference }: Checkpoint) => [
    code(label, true),
    `${images}`,
    estimate(metrics.duplicatePairShare, share),
    share(metrics.dominantModeShare),
    estimate(reference?.distinctModes ?? metrics.distinctModes),
    number(metrics.diversityIndex.value),
  ];
  const rows = table(
    ["checkpoint", "images", "alike pairs", "largest", "distinct modes", "diversity index"],
    shown.map(cells),
  );
  return hidden === 0 ? rows : `${rows}\n\n${hidden} checkpoints between them are not shown.`;
};

const leftOut = ({ skipped }: Analysis): string => {
  const shown = skipped.slice(0, MOST_SKIPPED);
  const more = skipped.length - shown.length;
  return list([
    ...shown.map(({ path, reason }) => `Left out: ${code(path)}, ${escapeMarkdown(reason)}`),
    ...(more > 0 ? [`and ${more} more`] : []),
  ]);
};

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join("\n");
