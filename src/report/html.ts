/** The HTML report: one self-contained file, readable without JavaScript, that never asks the network for anything. */
import { createHash } from "node:crypto";
import type { Analysis } from "../analysis.ts";
import { escapeHtml, escapeScriptJson } from "./escape.ts";
import { chartSection } from "./html-charts.ts";
import { findingsSection } from "./html-findings.ts";
import { groupsSection } from "./html-groups.ts";
import { provenanceSection } from "./html-provenance.ts";
import { filmstripSection, verdictHeader } from "./html-verdict.ts";
import { PAGE_SCRIPT } from "./page-script.ts";
import { PAGE_STYLE } from "./page-style.ts";

export const renderHtml = async (analysis: Analysis): Promise<string> => {
  const sections = [
    findingsSection(analysis),
    await chartSection(analysis),
    filmstripSection(analysis),
    groupsSection(analysis),
    provenanceSection(analysis),
  ].filter((section) => section !== "");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-${hash(PAGE_SCRIPT)}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${escapeHtml(analysis.verdict.sentence)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
${verdictHeader(analysis)}
<main>
${sections.join("\n")}
</main>
<dialog id="lightbox" aria-label="Enlarged image"><img alt=""><p></p><form method="dialog"><button>Close</button></form></dialog>
<script type="application/json" id="analysis">${escapeScriptJson(withoutPictures(analysis))}</script>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
};

const hash = (text: string): string => createHash("sha256").update(text).digest("base64");

/** The pictures are on the page already; a second copy would double the file. */
const withoutPictures = (analysis: Analysis): Analysis => ({
  ...analysis,
  checkpoints: analysis.checkpoints.map(({ preview: _, ...checkpoint }) => ({
    ...checkpoint,
    groups: checkpoint.groups.map(({ thumbnails: __, ...group }) => group),
  })),
});
