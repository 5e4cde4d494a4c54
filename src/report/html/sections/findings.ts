/** Every finding with its number, where the limit comes from, the evidence, and what to try. */
import type { Analysis, Evidence, Finding } from "../../../analysis/analysis.ts";
import { evidenceText, isTold, measurement, STATUS_WORDS, share } from "../../words.ts";
import { escapeHtml, inAddress } from "../escape.ts";
import { list, quiet } from "../markup.ts";
import type { Section } from "../section.ts";

export const findings: Section = {
  id: "findings",
  title: "Findings",
  body: (analysis) => `${analysis.findings.map((finding) => article(analysis, finding)).join("\n")}\n`,
};

const article = (analysis: Analysis, finding: Finding): string => {
  const measured = measurement(finding);
  const evidence = finding.evidence.map((item) => evidenceItem(analysis, item)).filter((text) => text !== "");
  const rate = analysis.threshold?.falseRate;
  const restsOnPairs = finding.evidence.some(({ type }) => type === "groups");
  return `<details class="finding ${finding.status}"${isTold(finding) ? " open" : ""}>
<summary><span class="badge">${STATUS_WORDS[finding.status]}</span> <span>${escapeHtml(finding.title)}</span>${finding.onset ? ` <span class="quiet">since ${escapeHtml(finding.onset.label)}${finding.recovered ? ", recovered" : ""}</span>` : ""}</summary>
<div>
${measured ? `<p class="measured">${escapeHtml(measured)}${restsOnPairs && rate !== undefined ? `, false rate of a pair ${share(rate)}` : ""}</p>` : ""}
<p>${escapeHtml(finding.why)}</p>
${list(evidence)}
${finding.advice.length > 0 ? `<h3>What to try next</h3>${list(finding.advice.map(escapeHtml), "ol")}` : ""}
${quiet(escapeHtml(finding.basis))}
</div>
</details>`;
};

const evidenceItem = (analysis: Analysis, evidence: Evidence): string => {
  const text = escapeHtml(evidenceText(analysis, evidence));
  if (evidence.type !== "groups") return text;
  const links = evidence.groups.map((id) => `<a href="#g=${inAddress(id)}">#${escapeHtml(id)}</a>`);
  return `${text} ${links.join(" ")}`;
};
