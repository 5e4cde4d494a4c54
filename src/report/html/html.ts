/** The HTML report: one self-contained file, readable without JavaScript, that never asks the network for anything. */
import { createHash } from "node:crypto";
import type { Analysis } from "../../analysis/analysis.ts";
import { embeddedData } from "./embedded-data.ts";
import { escapeHtml } from "./escape.ts";
import { pictureIndex, spriteStyle } from "./pictures.ts";
import type { Section } from "./section.ts";
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
const SECTIONS: readonly Section[] = [findings, run, groups, threshold, map, reference, diversity];

export interface HtmlOptions {
  /** Largest file; what does not fit is left out of the explorable part, and the report says so. Default 15. */
  maxMegabytes?: number;
}

const DEFAULT_MEGABYTES = 15;

/** Script and style of the page, bundled from `page/`. */
export interface PageFiles {
  script: string;
  style: string;
}

export const renderHtml = (analysis: Analysis, { script, style }: PageFiles, options: HtmlOptions = {}): string => {
  const pictureOf = pictureIndex(analysis.checkpoints);
  const sections = SECTIONS.flatMap(({ id, title, body }) => {
    const markup = body(analysis, pictureOf);
    return markup === "" ? [] : [{ id, title, markup }];
  });
  const page = (data: string, left: readonly string[]) => {
    const all = [...sections, { ...provenance, markup: provenance.body(analysis, left) }];
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; script-src 'sha256-${hash(script)}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${escapeHtml(analysis.verdict.sentence)}</title>
<style>${style}
${spriteStyle(analysis.checkpoints)}</style>
</head>
<body>
<a class="skip" href="#findings">Skip to the findings</a>
${verdictHeader(analysis)}
<nav aria-label="Parts of the report">${all.map(({ id, title }) => `<a href="#${id}">${title}</a>`).join("")}</nav>
<main>
${all.map(({ id, title, markup }) => `<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>\n${markup}</section>`).join("\n")}
</main>
<script type="application/octet-stream" id="analysis">${data}</script>
<script>${script}</script>
</body>
</html>
`;
  };
  const room = (options.maxMegabytes ?? DEFAULT_MEGABYTES) * 1e6 - Buffer.byteLength(page("", []));
  const { data, left } = embeddedData(analysis, room);
  return page(data, left);
};

const hash = (text: string): string => createHash("sha256").update(text).digest("base64");
