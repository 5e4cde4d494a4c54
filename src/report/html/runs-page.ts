/**
 * Several runs in one file: an overview, and a page for each, to be read and not to be explored. The style shows the page that the
 * address names.
 */
import type { Analysis, RunSet } from "../../analysis/analysis.ts";
import { isRunSet, type Result, type RunRow, runRows, runsSentence, worstTone } from "../runs.ts";
import { counted, tone } from "../words.ts";
import { document, type PageFiles } from "./document.ts";
import { escapeHtml } from "./escape.ts";
import {
  type HtmlOptions,
  largestPage,
  pageTitle,
  partsNav,
  provenanceOf,
  renderRun,
  sectionMarkup,
  sectionsOf,
} from "./html.ts";
import { list, numbersTable, quiet, row } from "./markup.ts";
import { contactSheet, spriteStyle, zoomable } from "./pictures.ts";
import { scoped } from "./scope.ts";
import { assertions } from "./sections/assertions.ts";
import { findings } from "./sections/findings.ts";
import { verdictHeader } from "./verdict.ts";

const EXPLORE = "Checked alone (gan-diversity check FOLDER --html FILE), a run has a page that can be explored.";
const SHORT =
  "Only the findings are here, to keep this report small (--max-report-mb); the JSON file (--json) has all.";
/** Files listed here; the JSON file has all. */
const MOST_SKIPPED = 100;

export const renderHtml = (result: Result, files: PageFiles, options: HtmlOptions = {}): string =>
  isRunSet(result) ? renderRuns(result, files, options) : renderRun(result, files, options);

const renderRuns = (set: RunSet, files: PageFiles, options: HtmlOptions = {}): string => {
  const wholeRuns = set.runs.map((run, index) => report(run, index, false));
  const page = (reports: readonly string[]) =>
    document(files, { title: runsSentence(set), style: styleOf(set), body: body(set, reports) });
  const reports = [...wholeRuns];
  let size = Buffer.byteLength(page(reports));
  // Those that pass have the least to say.
  const shortened = [...set.runs.keys()].sort((a, b) => rank(set.runs[b]!) - rank(set.runs[a]!) || b - a);
  for (const index of shortened) {
    if (size <= largestPage(options)) break;
    const short = report(set.runs[index]!, index, true);
    size -= Buffer.byteLength(reports[index]!) - Buffer.byteLength(short);
    reports[index] = short;
  }
  return page(reports);
};

const rank = (run: Analysis): number => ["fail", "warn", "pass"].indexOf(tone(run));

const prefixOf = (index: number): string => `r${index + 1}-`;

const styleOf = ({ runs }: RunSet): string =>
  runs.map(({ checkpoints }, index) => spriteStyle(checkpoints, prefixOf(index))).join("\n");

const body = (set: RunSet, reports: readonly string[]): string => {
  const rows = runRows(set);
  const links = rows.map(({ name }, index) => `<a href="#run-${index + 1}">${escapeHtml(name)}</a>`);
  return `<a class="skip" href="#runs">Skip to the runs</a>
<header class="strip unpictured all-runs ${worstTone(set)}">
<div class="says">
<h1>${escapeHtml(runsSentence(set))}</h1>
<p class="quiet">${escapeHtml(set.rule)}</p>
<p class="quiet">Exit code ${set.exitCode}. ${escapeHtml(`${set.tool.name} ${set.tool.version}, ${set.createdAt}`)}</p>
</div>
</header>
<nav aria-label="Runs"><a href="#runs">All runs</a>${links.join("")}</nav>
<main>
<section class="all-runs" aria-labelledby="runs"><h2 id="runs">The runs</h2>
${numbersTable({
  label: "The runs",
  columns: ["run", "verdict", "since", "confidence", "images", "last checkpoint"],
  rows: rows.map((each, index) => overviewRow(each, links[index]!, set.runs[index], prefixOf(index))),
  className: "numbers overview",
})}
${set.runs.length > 0 ? quiet(EXPLORE) : ""}${leftOut(set)}
</section>
${reports.join("\n")}
${set.unread.map(({ name, reason }, index) => `<article class="unread all-runs error" id="run-${set.runs.length + index + 1}"><h2>${escapeHtml(name)} <span class="badge">Not judged</span></h2><p>${escapeHtml(reason)}</p></article>`).join("\n")}
</main>`;
};

const overviewRow = (
  { tone: colour, verdict, since, confidence, images }: RunRow,
  link: string,
  run: Analysis | undefined,
  prefix: string,
): string => {
  const checkpoints = run?.checkpoints ?? [];
  const last = checkpoints.at(-1);
  const sheet = last && contactSheet(last, checkpoints.length - 1);
  return row(
    [
      link,
      `<span class="badge">${verdict}</span>`,
      escapeHtml(since),
      confidence,
      images,
      sheet ? scoped(zoomable(sheet), prefix) : "",
    ],
    colour,
  );
};

const report = (run: Analysis, index: number, isShort: boolean): string => {
  const sections = isShort ? sectionsOf(run, [assertions, findings]) : sectionsOf(run);
  const all = [...sections, provenanceOf(run, isShort ? [SHORT] : [])];
  const content = `${verdictHeader(run, "h2")}
${partsNav(all)}
${all.map((one) => `<div class="part">${sectionMarkup(one, "h3")}</div>`).join("\n")}`;
  return `<article class="judged" id="run-${index + 1}" data-title="${escapeHtml(pageTitle(run))}">
${scoped(content, prefixOf(index))}
</article>`;
};

const leftOut = ({ skipped }: RunSet): string => {
  if (skipped.length === 0) return "";
  const files = skipped
    .slice(0, MOST_SKIPPED)
    .map(({ path, reason }) => `<code>${escapeHtml(path)}</code>: ${escapeHtml(reason)}`);
  const rest = skipped.length - files.length;
  return `<details><summary>${counted(skipped.length, "file lies", "files lie")} in none of the runs</summary>${list(files)}${quiet(rest > 0 ? `and ${counted(rest, "more file")}, in the JSON file.` : "")}</details>`;
};
