/** A run among all runs. */
import type { RunState } from "../../analysis/analysis.ts";
import { escapeHtml, inAddress } from "../html/escape.ts";
import { badge, figuresPart, progressPart, remedyPart, runAddress, sentencePart, sinceWords } from "./parts.ts";
import { stateTone } from "./states.ts";

/** Parts of a card by their names. */
export const cardParts = (state: RunState): Record<string, string> => ({
  picture: picture(state),
  name: `<a href="runs/${runAddress(state)}">${escapeHtml(state.name)}</a>`,
  state: `${badge(state)} ${sinceWords(state)}`,
  sentence: sentencePart(state),
  remedy: remedyPart(state),
  progress: progressPart(state),
  figures: figuresPart(state),
});

export const runCard = (state: RunState): string => {
  const parts = cardParts(state);
  const part = (tag: string, name: string) => `<${tag} data-part="${name}">${parts[name]}</${tag}>`;
  return `<li class="card ${stateTone(state)}" data-run="${escapeHtml(state.name)}">
${part("div", "picture")}
<div class="told">
<div class="head">${part("h2", "name")}${part("p", "state")}</div>
${part("p", "sentence")}${part("p", "remedy")}${part("p", "progress")}
</div>
${part("dl", "figures")}
</li>`;
};

/** The address changes with what it shows, so that it is asked for again then and only then. */
const picture = (state: RunState): string =>
  state.checkpoints === 0
    ? ""
    : `<img src="${sheetAddress(state)}" alt="${escapeHtml(`Images of ${state.course.at(-1)?.label ?? "the last checkpoint"}`)}">`;

const sheetAddress = (state: RunState): string =>
  `api/runs/${runAddress(state)}/sheet?of=${inAddress(`${state.checkpoints} ${state.course.at(-1)?.label ?? ""}`)}`;
