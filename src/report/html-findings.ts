/** Every finding with its number, where the limit comes from, the evidence, and what to try. */
import type { Analysis, Finding } from "../analysis.ts";
import { escapeHtml } from "./escape.ts";
import { evidenceText, measurement, STATUS_WORDS } from "./words.ts";

export const findingsSection = (analysis: Analysis): string => `<section aria-labelledby="findings">
<h2 id="findings">Findings</h2>
${analysis.findings.map((finding) => article(analysis, finding)).join("\n")}
</section>`;

const article = (analysis: Analysis, finding: Finding): string => {
  const measured = measurement(finding);
  const told = finding.status === "fail" || finding.status === "warn" || finding.status === "error";
  const list = (tag: "ul" | "ol", items: readonly string[]) =>
    items.length === 0 ? "" : `<${tag}>${items.map((item) => `<li>${escapeHtml(item)}</li>`).join("")}</${tag}>`;
  const evidence = finding.evidence.map((item) => evidenceText(analysis, item)).filter((text) => text !== "");
  return `<details class="finding ${escapeHtml(finding.status)}"${told ? " open" : ""}>
<summary><span class="badge">${STATUS_WORDS[finding.status] ?? "?"}</span> <span>${escapeHtml(finding.title)}</span></summary>
<div>
${measured ? `<p class="measured">${escapeHtml(measured)}</p>` : ""}
<p>${escapeHtml(finding.why)}</p>
${list("ul", evidence)}
${finding.advice.length > 0 ? `<h3>What to try next</h3>${list("ol", finding.advice)}` : ""}
${finding.basis ? `<p class="quiet">${escapeHtml(finding.basis)}</p>` : ""}
</div>
</details>`;
};
