/** The HTML report of one run: it can be explored. */
import type { Analysis } from "../../analysis/analysis.ts";
import { document, type PageFiles } from "./document.ts";
import { embeddedData } from "./embedded-data.ts";
import { pictureIndex, spriteStyle } from "./pictures.ts";
import type { Section } from "./section.ts";
import { assertions } from "./sections/assertions.ts";
import { diversity } from "./sections/diversity.ts";
import { findings } from "./sections/findings.ts";
import { groups } from "./sections/groups.ts";
import { map } from "./sections/map.ts";
import { provenance } from "./sections/provenance.ts";
import { reference } from "./sections/reference.ts";
import { run } from "./sections/run.ts";
import { threshold } from "./sections/threshold.ts";
import { verdictHeader } from "./verdict.ts";

/** In the order of the page; how it was measured comes last. */
const SECTIONS: readonly Section[] = [assertions, findings, run, groups, threshold, map, reference, diversity];

export interface ShownSection {
  id: string;
  title: string;
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
  return some.flatMap(({ id, title, body }) => {
    const markup = body(analysis, pictureOf);
    return markup === "" ? [] : [{ id, title, markup }];
  });
};

export const renderRun = (analysis: Analysis, files: PageFiles, options: HtmlOptions = {}): string => {
  const sections = sectionsOf(analysis);
  const page = (data: string, left: readonly string[]) => {
    const all = [...sections, { ...provenance, markup: provenance.body(analysis, left) }];
    return document(files, {
      title: analysis.verdict.sentence,
      style: spriteStyle(analysis.checkpoints),
      body: `<a class="skip" href="#findings">Skip to the findings</a>
${verdictHeader(analysis)}
<nav aria-label="Parts of the report">${all.map(({ id, title }) => `<a href="#${id}">${title}</a>`).join("")}</nav>
<main>
${all.map(({ id, title, markup }) => `<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>\n${markup}</section>`).join("\n")}
</main>
<script type="application/octet-stream" id="analysis">${data}</script>`,
    });
  };
  const room = largestPage(options) - Buffer.byteLength(page("", []));
  const { data, left } = embeddedData(analysis, room);
  return page(data, left);
};
