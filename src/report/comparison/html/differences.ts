/** A run beside the first: every figure with its difference, modes shared and lost, and what is nearly the same in both. */
import type { ComparedCheckpoints, ComparedRun, FigureDifference } from "../../../analysis/analysis.ts";
import { escapeHtml } from "../../html/escape.ts";
import { numbersTable, quiet, row } from "../../html/markup.ts";
import { counted, number, share, whole } from "../../words.ts";
import { certainOf, intervalText, letter, placeOf, signed } from "../words.ts";
import type { Runs, ShownRun } from "./runs.ts";

const MOST_COPIES = 12;

/** @param index of the run, 0 is the first */
export const differencesOf = (run: ComparedRun, index: number, runs: Runs): string => {
  const name = letter(index);
  const parts = run.checkpoints.map((compared, place) => {
    const certain = certainOf(compared);
    // The end of a run is what most ask for; earlier steps where they differ.
    const isOpen = place === run.checkpoints.length - 1 || (certain > 0 && run.checkpoints.length <= 3);
    return `<details class="compared-step"${isOpen ? " open" : ""}><summary><strong>${escapeHtml(placeOf(compared))}</strong> <span class="badge ${certain > 0 ? "warn" : "pass"}">${certain > 0 ? `${counted(certain, "figure")} certain` : "nothing certain"}</span></summary>
${figuresTable(compared, name)}
${modes(compared, name)}
${copies(compared, [runs[0]!, runs[index]!])}
</details>`;
  });
  return parts.join("\n");
};

const figuresTable = (compared: ComparedCheckpoints, name: string): string =>
  `${quiet(compared.images === undefined ? "" : `${whole(compared.images)} images of each`)}${numbersTable({
    label: `Figures of A and ${name} at ${escapeHtml(placeOf(compared))}`,
    columns: ["figure", "A", name, `${name} − A`, "95 % interval", '<span class="quiet">less · more</span>', ""],
    rows: compared.figures.map((figure) =>
      row(
        [
          escapeHtml(figure.name),
          number(figure.base),
          number(figure.other),
          signed(figure.difference),
          intervalText(figure),
          whisker(figure),
          figure.certain ? "certain" : "",
        ],
        figure.certain ? "certain" : undefined,
      ),
    ),
    className: "numbers differences",
  })}`;

/** The interval as a line around 0, on a scale of its own: whether it holds 0, and on which side it lies. */
const whisker = ({ difference, low, high }: FigureDifference): string => {
  const reach = Math.max(...[difference, low ?? 0, high ?? 0].map(Math.abs));
  if (reach === 0) return "";
  const at = (value: number) => (50 + (48 * value) / reach).toFixed(1);
  const [from, to] = [low === null ? "0" : at(low), high === null ? "100" : at(high)];
  return `<span class="whisker" aria-hidden="true" style="--from:${from}%;--to:${to}%;--at:${at(difference)}%"></span>`;
};

const modes = ({ modes: found, copiedShare }: ComparedCheckpoints, name: string): string => {
  if (!found) return "";
  const facts = [
    [`Modes of ${name} in A too`, whole(found.shared)],
    [`New in ${name}`, whole(found.gained)],
    [`Of A, lost in ${name}`, whole(found.lost)],
    ...(copiedShare === undefined ? [] : [[`Images of ${name} with a near-duplicate in A`, share(copiedShare)]]),
  ];
  return `<dl class="facts">${facts.map(([term, value]) => `<div><dt>${term}</dt><dd>${value}</dd></div>`).join("")}</dl>`;
};

/** @param runs the first and the other */
const copies = (compared: ComparedCheckpoints, [base, other]: [ShownRun, ShownRun]): string => {
  const { copies: found = [] } = compared;
  if (found.length === 0) return "";
  const places = [placeIn(base, compared.base), placeIn(other, compared.other)] as const;
  const items = found.slice(0, MOST_COPIES).map((copy) => {
    const pictures = [other.picture(places[1], copy.other), base.picture(places[0], copy.base)];
    const shown = pictures.filter((picture) => picture !== null);
    const names = `${other.letter} <code>${escapeHtml(copy.other)}</code><br>${base.letter} <code>${escapeHtml(copy.base)}</code>`;
    return `<li class="twin">${shown.length > 0 ? `<div class="mosaic">${shown.join("")}</div>` : ""}<p class="quiet">similarity ${number(copy.similarity)}<br>${names}</p></li>`;
  });
  const more = found.length > MOST_COPIES ? " The JSON file (--json) has more." : "";
  return `<details class="copies"><summary>The most similar images of both</summary><ul class="twins">${items.join("")}</ul>${quiet(`The most similar ${whole(items.length)}, each with the nearest of A.${more}`)}</details>`;
};

/** A checkpoint that both have in common is named by its label, which is its own in the run. */
const placeIn = ({ course }: ShownRun, label: string): number => course.findIndex((point) => point.label === label);
