/** The HTML report: one self-contained file, readable without JavaScript, that never asks the network for anything. */
import { createHash } from "node:crypto";
import type { Analysis } from "../../analysis/analysis.ts";
import { takePen } from "./chart.ts";
import { diversitySection } from "./diversity.ts";
import { embeddedData } from "./embedded-data.ts";
import { escapeHtml } from "./escape.ts";
import { findingsSection } from "./findings.ts";
import { groupsSection } from "./groups.ts";
import { mapSection } from "./map.ts";
import { pictureIndex, spriteStyle } from "./pictures.ts";
import { provenanceSection } from "./provenance.ts";
import { referenceSection } from "./reference.ts";
import { runSection } from "./run.ts";
import { thresholdSection } from "./threshold.ts";
import { verdictHeader } from "./verdict.ts";

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

export const renderHtml = async (
  analysis: Analysis,
  { script, style }: PageFiles,
  options: HtmlOptions = {},
): Promise<string> => {
  const pictureOf = pictureIndex(analysis.checkpoints);
  const sections = [
    findingsSection(analysis),
    await runSection(analysis, takePen),
    groupsSection(analysis, pictureOf),
    await thresholdSection(analysis, takePen),
    await mapSection(analysis, takePen),
    await referenceSection(analysis, takePen),
    await diversitySection(analysis, takePen),
  ].filter((section) => section !== "");
  const page = (data: string, left: readonly string[]) => `<!doctype html>
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
<nav aria-label="Parts of the report">${contents(sections)}<a href="#provenance">How this was measured</a></nav>
<main>
${sections.join("\n")}
${provenanceSection(analysis, left)}
</main>
<script type="application/octet-stream" id="analysis">${data}</script>
<script>${script}</script>
</body>
</html>
`;
  const room = (options.maxMegabytes ?? DEFAULT_MEGABYTES) * 1e6 - Buffer.byteLength(page("", []));
  const { data, left } = embeddedData(analysis, room);
  return page(data, left);
};

const hash = (text: string): string => createHash("sha256").update(text).digest("base64");

/** The headings that have an id. */
const contents = (sections: readonly string[]): string =>
  sections
    .map((section) => /<h2 id="([\w-]+)">([^<]+)<\/h2>/.exec(section))
    .flatMap((heading) => (heading ? [`<a href="#${heading[1]}">${heading[2]}</a>`] : []))
    .join("");
