/** What people see first: the verdict, since when, what to do, the course of the run, and the pictures before and after. */
import type { Analysis, Checkpoint } from "../../analysis/analysis.ts";
import { remediesOf } from "../remedies.ts";
import { exitCodeOf, onsetOf, runName } from "../runs.ts";
import { share, tone, VERDICT_WORDS, whole } from "../words.ts";
import { courseCharts } from "./charts/course.ts";
import { figure } from "./charts/figure.ts";
import { escapeHtml } from "./escape.ts";
import { modesText, roughly } from "./natural.ts";
import { contactSheet, sheetColumns, zoomable } from "./pictures.ts";

const TOLD_REMEDIES = 2;

/** @param heading of the sentence */
export const verdictHeader = (analysis: Analysis, heading: "h1" | "h2" = "h1"): string => {
  const { verdict, findings } = analysis;
  // "Restart, with a change" needs the change beside it.
  const advice = remediesOf(findings).slice(0, TOLD_REMEDIES).join(" ");
  const [first, rest] = firstSentence(verdict.sentence);
  const pictures = sheets(analysis);
  const course = courseCharts(analysis).map(({ caption: _, ...chart }) => figure({ ...chart, caption: "" }));
  return `<header class="strip ${tone(analysis)}${pictures.length === 2 ? "" : " alone"}">
<div class="says">
<p class="badges">${verdict.statuses.map((status) => `<span class="badge">${VERDICT_WORDS[status]}</span>`).join(" ")} <span class="run-name"><span class="quiet">run</span> ${escapeHtml(runName(analysis))}</span></p>
<${heading} class="verdict">${escapeHtml(first)}</${heading}>
${rest === "" ? "" : `<p class="lead">${escapeHtml(rest)}</p>`}
${advice ? `<p class="next"><strong>Try first:</strong> ${escapeHtml(advice)}</p>` : ""}
</div>
${pictures.length > 0 ? `<div class="before-after">${pictures.join("")}</div>` : ""}
${facts(analysis)}
${course.length > 0 ? `<div class="course">${course.join("")}</div>` : ""}
</header>`;
};

/** The rest may be empty. */
const firstSentence = (text: string): [first: string, rest: string] => {
  const end = text.search(/\.\s/);
  return end < 0 ? [text, ""] : [text.slice(0, end + 1), text.slice(end + 1).trim()];
};

const facts = (analysis: Analysis): string => {
  const { verdict, settings, checkpoints } = analysis;
  const last = checkpoints.at(-1);
  const since = onsetOf(analysis);
  const shown = [
    ...(since ? [["Since", since.label]] : []),
    ["Confidence", verdict.confidence],
    ...(last && verdict.images > 0 ? naturalFacts(analysis, last) : [["Images judged", "none"]]),
  ].map(([name, value]) => `<div><dt>${name}</dt><dd>${escapeHtml(value!)}</dd></div>`);
  const input = [...settings.inputs, ...(settings.scores ? [settings.scores] : [])].join(", ");
  return `<div class="basics"><dl class="facts">${shown.join("")}</dl>
<p class="quiet">${verdict.checksRun} of ${verdict.checksTotal} checks could be judged, exit code ${exitCodeOf(analysis)}. ${escapeHtml(input)}</p></div>`;
};

/** In noise nothing can repeat, whatever its pairs say; of a diverse run the share of images that resemble any other only grows with their number. */
const naturalFacts = (analysis: Analysis, { images, metrics, ...last }: Checkpoint): string[][] => {
  const { verdict } = analysis;
  const of = (value: number) => `${roughly(value)} of ${whole(images)} images`;
  return verdict.statuses.includes("no-structure")
    ? [["Without structure", of(metrics.structurelessShare)]]
    : [
        tone(analysis) === "pass"
          ? ["Alike pairs", share(metrics.duplicatePairShare.value)]
          : ["Near-duplicated", of(metrics.duplicateShare)],
        ["Distinct", modesText({ images, metrics, ...last })],
      ];
};

/** The sheet to go back to, where there is one before the onset, and the last one. */
const sheets = (analysis: Analysis): string[] => {
  const { checkpoints } = analysis;
  const onset = onsetOf(analysis);
  const since = onset?.axis === "checkpoints" ? checkpoints.findIndex(({ label }) => label === onset.label) : -1;
  const shown = (since > 0 ? [since - 1, checkpoints.length - 1] : [checkpoints.length - 1]).filter((at) => at >= 0);
  // As many images on both, so that they compare at a glance.
  const side = Math.min(...shown.map((index) => sheetColumns(checkpoints[index]!) ?? Number.POSITIVE_INFINITY));
  // Nobody goes back to where nothing was learnt yet.
  const before = tone(analysis) === "fail" && since > 1 ? "Restart from" : "Before";
  return shown.flatMap((index) => {
    const checkpoint = checkpoints[index]!;
    const sheet = contactSheet(checkpoint, index, side);
    const when = index < checkpoints.length - 1 ? `${before}: ` : checkpoints.length > 1 ? "Last: " : "";
    return sheet
      ? [
          `<figure>${zoomable(sheet)}<figcaption>${when}<strong>${escapeHtml(checkpoint.label)}</strong></figcaption></figure>`,
        ]
      : [];
  });
};
