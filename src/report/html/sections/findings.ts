/** Every finding: what asks for attention open, with its figure beside its limit and what to try; the others one line each. */
import type { Analysis, Evidence, Finding } from "../../../analysis/analysis.ts";
import { evidenceText, isTold, measurement, STATUS_WORDS, share } from "../../words.ts";
import { escapeHtml, inAddress } from "../escape.ts";
import { list, quiet } from "../markup.ts";
import { figureText, limitText, naturalSentence } from "../natural.ts";
import type { Section } from "../section.ts";

/** Remedies that are seen at once. */
const FIRST_REMEDIES = 3;

export const findings: Section = {
  id: "findings",
  title: "Findings",
  body: (analysis) => {
    const told = analysis.findings.filter(isTold);
    const quieter = analysis.findings.filter((finding) => !isTold(finding));
    return `${told.map((finding) => article(analysis, finding)).join("\n")}
${quieter.length > 0 ? `<div class="lines">${quieter.map((finding) => line(analysis, finding)).join("\n")}</div>` : ""}
`;
  },
};

const article = (analysis: Analysis, finding: Finding): string => {
  const { id, status, title, onset, recovered, why, advice } = finding;
  const natural = naturalSentence(analysis, finding);
  const since = onset ? `since ${escapeHtml(onset.label)}${recovered ? ", recovered" : ""}` : "";
  return `<details class="finding ${status}" data-finding="${escapeHtml(id)}" open>
<summary><span class="badge">${STATUS_WORDS[status]}</span> <span>${escapeHtml(title)}</span> <span class="quiet">${since}</span></summary>
${natural ? `<p class="natural">${escapeHtml(natural)}</p>` : ""}
${trigger(finding)}
<p>${escapeHtml(why)}</p>
${remedies(advice)}
${statistics(analysis, finding)}
</details>`;
};

/** What triggered, beside its own limit. */
const trigger = ({ value, unit, threshold }: Finding): string => {
  if (value === null) return "";
  const figure = `<strong>${escapeHtml(figureText(value, unit))}</strong>`;
  if (threshold === null) return `<p class="trigger">${figure}</p>`;
  const most = 1.15 * Math.max(value, threshold);
  const at = (place: number) => `${most > 0 ? ((100 * Math.max(0, place)) / most).toFixed(1) : 0}%`;
  return `<p class="trigger">${figure} <span class="gauge" aria-hidden="true" style="--value:${at(value)};--limit:${at(threshold)}"></span> <span class="quiet">${limitText(threshold, unit)}</span></p>`;
};

const remedies = (advice: readonly string[]): string => {
  if (advice.length === 0) return "";
  const more = advice.slice(FIRST_REMEDIES);
  return `<h3>What to try next</h3>${list(advice.slice(0, FIRST_REMEDIES).map(escapeHtml), "ol")}${
    more.length > 0
      ? `<details class="more"><summary>${more.length} more</summary><ol start="${FIRST_REMEDIES + 1}">${more.map((remedy) => `<li>${escapeHtml(remedy)}</li>`).join("")}</ol></details>`
      : ""
  }`;
};

const statistics = (analysis: Analysis, finding: Finding): string =>
  `<details class="more"><summary>The statistics behind it</summary>${figures(analysis, finding)}</details>`;

/** The exact figures, the evidence, and where the limit comes from. */
const figures = (analysis: Analysis, finding: Finding): string => {
  const measured = measurement(finding);
  const evidence = finding.evidence.map((item) => evidenceItem(analysis, item)).filter((text) => text !== "");
  const rate = analysis.threshold?.falseRate;
  const restsOnPairs = finding.evidence.some(({ type }) => type === "groups");
  return `${measured ? `<p class="measured">${escapeHtml(measured)}${restsOnPairs && rate !== undefined ? `, false rate of a pair ${share(rate)}` : ""}</p>` : ""}
${list(evidence)}
${quiet(escapeHtml(finding.basis))}`;
};

const line = (analysis: Analysis, finding: Finding): string => {
  const { id, status, why, value, unit, threshold } = finding;
  const isUnjudged = status === "not-applicable";
  const [reason] = finding.evidence;
  const figure = value === null ? "" : figureText(value, unit);
  const limit = value === null || threshold === null ? "" : `, ${limitText(threshold, unit)}`;
  const told = isUnjudged && reason ? evidenceText(analysis, reason) : `${figure}${limit}`;
  return `<details class="finding ${status}" data-finding="${escapeHtml(id)}">
<summary><span class="badge">${STATUS_WORDS[status]}</span> <span>${escapeHtml(isUnjudged ? nameOf(finding) : finding.title)}</span> <span class="quiet">${escapeHtml(told)}</span></summary>
<p>${escapeHtml(why)}</p>
${figures(analysis, finding)}
</details>`;
};

/** "Mode hopping": titles of what was not judged do not all name it. */
const nameOf = ({ id }: Finding): string => `${id.charAt(0).toUpperCase()}${id.slice(1).replaceAll("-", " ")}`;

const evidenceItem = (analysis: Analysis, evidence: Evidence): string => {
  const text = escapeHtml(evidenceText(analysis, evidence));
  if (evidence.type !== "groups") return text;
  const links = evidence.groups.map((id) => `<a href="#g=${inAddress(id)}">#${escapeHtml(id)}</a>`);
  return `${text} ${links.join(" ")}`;
};
