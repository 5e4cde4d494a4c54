/** All there is to tell of a run on a terminal, for `--verbose`. */
import type { Analysis, Finding } from "../../analysis/analysis.ts";
import { BASIS_WORDS, evidenceText, isTold, measurement, number, plain, STATUS_WORDS } from "../words.ts";
import { checkpointTable } from "./checkpoint-table.ts";
import { closingLine } from "./closing.ts";
import { assertionLines, findingTitle, headline, leftOut } from "./parts.ts";
import { classLines, referenceLines } from "./reference.ts";
import { joinBlocks, paint, type Screen } from "./screen.ts";
import { hang, wrap } from "./wrap.ts";

/** Of the table: 16 checkpoints of a longer run, its heading, and how many more there are. */
const TABLE_ROWS = 18;

export const renderFull = (analysis: Analysis, screen: Screen): string => {
  const { width } = screen;
  const [compared = "", ...comparison] = referenceLines(analysis);
  return joinBlocks([
    headline(analysis, screen),
    assertionLines(analysis, screen),
    ...analysis.findings.filter(isTold).map((finding) => toldFinding(analysis, finding, screen)),
    analysis.findings.filter((finding) => !isTold(finding)).flatMap((finding) => quietFinding(finding, screen)),
    checkpointTable(analysis, screen, TABLE_ROWS),
    [...(compared ? wrap(compared, width) : []), ...comparison.flatMap((line) => hang(line, width, "  "))],
    classLines(analysis.checkpoints).flatMap((line) => wrap(line, width)),
    leftOut(analysis, screen).map(screen.colors.dim),
    provenance(analysis, screen).map(screen.colors.dim),
    closingLine(analysis, screen),
  ]);
};

const toldFinding = (analysis: Analysis, finding: Finding, screen: Screen): string[] => {
  const { evidence, why, advice } = finding;
  const indented = (text: string, mark = "") => hang(plain(text), screen.width, `      ${mark}`);
  const measured = measurement(finding);
  return [
    ...findingTitle(finding, screen),
    ...(measured ? indented(measured) : []),
    ...evidence.flatMap((item) => indented(evidenceText(analysis, item))),
    ...indented(why),
    ...(advice.length > 0 ? indented("Try next:") : []),
    ...advice.flatMap((remedy) => indented(remedy, "- ")),
  ];
};

const quietFinding = ({ id, title, status, evidence }: Finding, screen: Screen): string[] => {
  const [first] = evidence;
  const reason = status === "not-applicable" && first?.type === "text" ? ` ${first.text}` : "";
  const label = STATUS_WORDS[status].padEnd(10);
  const [head = "", ...rest] = hang(plain(`${id}: ${title}.${reason}`), screen.width, `${label}  `);
  return [`${paint(screen, status)(label)}${head.slice(label.length)}`, ...rest];
};

const provenance = ({ embedder, backend, threshold, timings, scores }: Analysis, { width }: Screen): string[] => {
  const seconds = number(timings.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000);
  const parts = [
    ...(embedder && backend ? [`${embedder.id} on ${backend.name} (${backend.device})`] : []),
    ...(threshold ? [`threshold ${threshold.value}`] : []),
    `${seconds} s`,
    ...(scores?.series ?? [])
      .filter(({ name }) => name.startsWith("score"))
      .map(({ name, basis }) => `${name}: ${basis} (${BASIS_WORDS[basis]})`),
  ];
  return wrap(parts.join(" · "), width);
};
