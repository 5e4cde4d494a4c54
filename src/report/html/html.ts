/** The HTML report of one run: it can be explored. */
import type { Analysis } from "../../analysis/analysis.ts";
import { onsetOf, runName, verdictTitle } from "../runs.ts";
import { document, type PageFiles } from "./document.ts";
import { embeddedData } from "./embedded-data.ts";
import { pictureIndex, spriteStyle } from "./pictures.ts";
import type { Section } from "./section.ts";
import { assertions } from "./sections/assertions.ts";
import { diversity } from "./sections/diversity.ts";
import { findings } from "./sections/findings.ts";
import { groups } from "./sections/groups.ts";
import { provenance } from "./sections/provenance.ts";
import { reference } from "./sections/reference.ts";
import { run } from "./sections/run.ts";
import { threshold } from "./sections/threshold.ts";
import { verdictHeader } from "./verdict.ts";

/** In the order of the page: what was found, then what proves it; how it was measured comes last. */
const SECTIONS: readonly Section[] = [assertions, groups, findings, run, reference, threshold, diversity];

export interface ShownSection extends Omit<Section, "body"> {
  markup: string;
}

export interface HtmlOptions {
  /** Largest file; what does not fit is left out of the explorable part, and the report says so. Default 15. */
  maxMegabytes?: number;
}

const DEFAULT_MEGABYTES = 15;

/** Bytes. */
export const largestPage = ({ maxMegabytes = DEFAULT_MEGABYTES }: HtmlOptions): number => maxMegabytes * 1e6;

/** Those that have something to say, without the last one. */
export const sectionsOf = (analysis: Analysis, some = SECTIONS): ShownSection[] => {
  const pictureOf = pictureIndex(analysis.checkpoints);
  return some.flatMap(({ body, ...shown }) => {
    const markup = body(analysis, pictureOf);
    return markup === "" ? [] : [{ ...shown, markup }];
  });
};

/** "celeba-64: Mode collapse since step 2400" */
export const pageTitle = (analysis: Analysis): string => {
  const onset = onsetOf(analysis);
  return `${runName(analysis)}: ${verdictTitle(analysis)}${onset ? ` since ${onset.label}` : ""}`;
};

/** @param left what this page does not hold, in words */
export const provenanceOf = (analysis: Analysis, left: readonly string[]): ShownSection => {
  const { body, ...shown } = provenance;
  return { ...shown, markup: body(analysis, left) };
};

export const partsNav = (all: readonly ShownSection[]): string =>
  `<nav aria-label="Parts of the report">${all.map(({ id, title }) => `<a href="#${id}">${title}</a>`).join("")}</nav>`;

export const sectionMarkup = ({ id, title, isFolded, markup }: ShownSection, heading: "h2" | "h3"): string => {
  const titled = `<${heading} id="${id}">${title}</${heading}>`;
  return isFolded
    ? `<details class="folded"><summary>${titled}</summary>\n${markup}</details>`
    : `${titled}\n${markup}`;
};

export const renderRun = (analysis: Analysis, files: PageFiles, options: HtmlOptions = {}): string => {
  const sections = sectionsOf(analysis);
  const page = (data: string, left: readonly string[]) => {
    const all = [...sections, provenanceOf(analysis, left)];
    return document(files, {
      title: pageTitle(analysis),
      style: spriteStyle(analysis.checkpoints),
      body: `<a class="skip" href="#findings">Skip to the findings</a>
${verdictHeader(analysis)}
${partsNav(all)}
<main>
${all.map((one) => `<section aria-labelledby="${one.id}">${sectionMarkup(one, "h2")}</section>`).join("\n")}
</main>
<script type="application/octet-stream" id="analysis">${data}</script>`,
    });
  };
  const room = largestPage(options) - Buffer.byteLength(page("", []));
  const { data, left } = embeddedData(analysis, room);
  return page(data, left);
};
