/** A comparison as one self-contained page, to be read without JavaScript. */
import type { Comparison } from "../../../analysis/analysis.ts";
import { document, type PageFiles } from "../../html/document.ts";
import { escapeHtml } from "../../html/escape.ts";
import { spriteStyle } from "../../html/pictures.ts";
import { certainOf, differenceSentence, letter, promiseSentence } from "../words.ts";
import { baselineSection } from "./baseline.ts";
import { curvesSection } from "./curves.ts";
import { differencesOf } from "./differences.ts";
import { prefixOf, type Runs, runsOf } from "./runs.ts";
import { stepsSection } from "./steps.ts";

interface Shown {
  id: string;
  title: string;
  markup: string;
}

export const renderComparisonHtml = (comparison: Comparison, files: PageFiles): string => {
  const runs = runsOf(comparison);
  const sections = sectionsOf(comparison, runs).filter(({ markup }) => markup !== "");
  return document(files, {
    title: headline(comparison),
    style: runs.map(({ course }, index) => spriteStyle(course, prefixOf(index))).join("\n"),
    body: `<a class="skip" href="#${sections[0]!.id}">Skip to the differences</a>
${header(comparison, runs)}
<nav aria-label="Parts of the comparison">${sections.map(({ id, title }) => `<a href="#${id}">${escapeHtml(title)}</a>`).join("")}</nav>
<main>
${sections.map(({ id, title, markup }) => `<section aria-labelledby="${id}"><h2 id="${id}">${escapeHtml(title)}</h2>\n${markup}</section>`).join("\n")}
</main>`,
  });
};

const sectionsOf = (comparison: Comparison, runs: Runs): Shown[] => {
  const { baseline, others } = comparison;
  return [
    { id: "baseline", title: "Held to the baseline", markup: baseline ? baselineSection(baseline) : "" },
    ...others.map((other, index) => ({
      id: `run-${index + 1}`,
      title: `${letter(index + 1)} beside A`,
      markup: differencesOf(other, index + 1, runs),
    })),
    { id: "curves", title: "The figures over the runs", markup: curvesSection(runs) },
    { id: "steps", title: "Step by step", markup: stepsSection(runs) },
    { id: "how", title: "How it was compared", markup: how(comparison) },
  ];
};

const differingOf = ({ others }: Comparison): number[] =>
  others.flatMap(({ checkpoints }, index) => (checkpoints.some((one) => certainOf(one) > 0) ? [index + 1] : []));

const headline = (comparison: Comparison): string => {
  const { baseline, others } = comparison;
  if (baseline?.regressed) return "Diversity has dropped for certain";
  const differing = differingOf(comparison);
  if (differing.length === 0) return baseline ? "The baseline is held" : "Nothing differs for certain";
  const same = others.map((_, index) => index + 1).filter((index) => !differing.includes(index));
  const differ = `${named(differing)} ${differing.length === 1 ? "differs" : "differ"} from A for certain`;
  return same.length === 0 ? differ : `${differ}, ${named(same)} ${same.length === 1 ? "does" : "do"} not`;
};

/** "B, C and E" */
const named = (runs: readonly number[]): string =>
  runs
    .map(letter)
    .join(", ")
    .replace(/, (\w+)$/, " and $1");

const toneOf = (comparison: Comparison): string => {
  if (comparison.baseline) return comparison.baseline.regressed ? "fail" : "pass";
  return differingOf(comparison).length > 0 ? "warn" : "pass";
};

const header = (comparison: Comparison, runs: Runs): string => {
  const sentences = comparison.others.map((other, index) => differenceSentence(other, letter(index + 1)));
  return `<header class="strip unpictured ${toneOf(comparison)}">
<div class="says">
<h1>${escapeHtml(headline(comparison))}</h1>
${sentences.map((sentence) => `<p>${escapeHtml(sentence)}</p>`).join("")}
</div>
<ol class="beside">${runs.map(({ column }) => `<li>${column}</li>`).join("")}</ol>
</header>`;
};

const how = ({ threshold, seed, others, tool, createdAt }: Comparison): string => {
  const methods = new Set(others.flatMap(({ checkpoints }) => checkpoints.map(({ method }) => method)));
  return `<p>${escapeHtml(promiseSentence(threshold, seed))}</p>
${[...methods].map((method) => `<p class="quiet">Differences: ${escapeHtml(method)}.</p>`).join("")}
<p class="quiet">Curves show all images of a checkpoint with 95 % intervals of their own; tables show equal numbers of images.</p>
<p class="quiet">${escapeHtml(`${tool.name} ${tool.version}, ${createdAt}`)}</p>`;
};
