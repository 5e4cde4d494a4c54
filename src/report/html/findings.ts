/** Every finding with its number, where the limit comes from, the evidence, and what to try. */
import type { Analysis, Evidence, Finding } from "../../analysis/analysis.ts";
import { evidenceText, measurement, STATUS_WORDS, share } from "../words.ts";
import { escapeHtml } from "./escape.ts";

export const findingsSection = (analysis: Analysis): string => `<section aria-labelledby="findings">
<h2 id="findings">Findings</h2>
${analysis.findings.map((finding) => article(analysis, finding)).join("\n")}
</section>`;

const article = (analysis: Analysis, finding: Finding): string => {
  const measured = measurement(finding);
  const told = finding.status === "fail" || finding.status === "warn" || finding.status === "error";
  const evidence = finding.evidence
    .map((item) => evidenceItem(analysis, item))
    .filter((text) => text !== "")
    .map((text) => `<li>${text}</li>`)
    .join("");
  const rate = analysis.threshold?.falseRate;
  const restsOnPairs = finding.evidence.some(({ type }) => type === "groups");
  return `<details class="finding ${escapeHtml(finding.status)}"${told ? " open" : ""}>
<summary><span class="badge">${STATUS_WORDS[finding.status] ?? "?"}</span> <span>${escapeHtml(finding.title)}</span>${finding.onset ? ` <span class="quiet">since ${escapeHtml(finding.onset.label)}${finding.recovered ? ", recovered" : ""}</span>` : ""}</summary>
<div>
${measured ? `<p class="measured">${escapeHtml(measured)}${restsOnPairs && rate !== undefined ? `, false rate of a pair ${share(rate)}` : ""}</p>` : ""}
<p>${escapeHtml(finding.why)}</p>
${evidence ? `<ul>${evidence}</ul>` : ""}
${finding.advice.length > 0 ? `<h3>What to try next</h3><ol>${finding.advice.map((advice) => `<li>${escapeHtml(advice)}</li>`).join("")}</ol>` : ""}
${finding.basis ? `<p class="quiet">${escapeHtml(finding.basis)}</p>` : ""}
</div>
</details>`;
};

const evidenceItem = (analysis: Analysis, evidence: Evidence): string => {
  const text = escapeHtml(evidenceText(analysis, evidence));
  if (evidence.type !== "groups") return text;
  const links = evidence.groups.map((id) => `<a href="#g=${encodeURIComponent(id)}">#${escapeHtml(id)}</a>`);
  return `${text} ${links.join(" ")}`;
};
