/** What was asserted of the run, and whether it holds. */
import type { Assertion } from "../../../analysis/analysis.ts";
import { ASSERTION_WORDS, assertionText } from "../../words.ts";
import { escapeHtml } from "../escape.ts";
import { list } from "../markup.ts";
import type { Section } from "../section.ts";

const COLOURS: Record<Assertion["status"], string> = { held: "pass", broken: "fail", "not-measured": "error" };

export const assertions: Section = {
  id: "assertions",
  title: "Assertions",
  body: ({ assertions: asked = [] }) => list(asked.map(item), "ul", "assertions"),
};

const item = (assertion: Assertion): string =>
  `<span class="finding ${COLOURS[assertion.status]}"><span class="badge">${ASSERTION_WORDS[assertion.status]}</span></span> <code>${escapeHtml(assertion.text)}</code> <span class="measured">${escapeHtml(assertionText(assertion))}</span>`;
