/**
 * What is shown of one run, in parts by their names. The server writes them into the page, the page's script replaces those that changed:
 * what did not change stays as it is, with the focus in it.
 */
import type { RunState } from "../../analysis/analysis.ts";
import { escapeHtml, inAddress } from "../html/escape.ts";
import { counted, number, share, whole } from "../words.ts";
import { spark } from "./spark.ts";
import { stateTone, titleSince } from "./states.ts";

/** Behind the "runs/" of an address. */
export const runAddress = ({ name }: Pick<RunState, "name">): string => inAddress(name);

export const badge = ({ title }: RunState): string =>
  title
    .split(" + ")
    .map((one) => `<span class="badge">${escapeHtml(one)}</span>`)
    .join(" ");

export const sinceWords = ({ since }: RunState): string =>
  since === "" ? "" : `<span class="since">since ${escapeHtml(since)}</span>`;

/** Why nothing is judged stands in place of a verdict. */
const reason = ({ waiting }: RunState): string => waiting ?? "Nothing to judge has come yet.";

/** What a card has room for; of a narrow one only the first sentence, which says what is wrong. The report says the rest. */
export const sentencePart = (state: RunState): string => {
  if (state.status === "waiting") return escapeHtml(reason(state));
  const [first = "", second = ""] = state.sentence.split(/(?<=\.)\s+(?=\S)/);
  return `${escapeHtml(first)}${second !== "" && stateTone(state) === "fail" ? ` <span class="more">${escapeHtml(second)}</span>` : ""}`;
};

export const remedyPart = ({ remedy }: RunState): string =>
  remedy === "" ? "" : `<strong>Try first:</strong> ${escapeHtml(remedy)}`;

/** "step 1800 judged, 2100 received; 12 s ago". Behind a verdict, what is waited for or left out. */
export const progressPart = (state: RunState): string => {
  const { received, judged, course, checkpoints, changedAt, status, waiting } = state;
  const last = course.at(-1);
  const isBehind = received !== null && judged !== null && received > judged;
  const words = [
    ...(last ? [`${escapeHtml(last.label)}${isBehind ? ` judged, ${whole(received)} received` : ""}`] : []),
    ...(last === undefined && received !== null ? [`step ${whole(received)} received`] : []),
    ...(checkpoints > 0 ? [counted(checkpoints, "checkpoint")] : []),
    `<time datetime="${escapeHtml(changedAt)}">${escapeHtml(clock(changedAt))}</time>`,
  ];
  const held = status !== "waiting" && waiting !== null ? `<br>${escapeHtml(waiting)}` : "";
  return `${words.join(" · ")}${held}`;
};

/** "2026-01-02 03:04 UTC", where no script says how long ago that is. */
const clock = (iso: string): string => iso.replace(/^(\S{10})T(\d\d:\d\d).*$/, "$1 $2 UTC");

/** @param milliseconds since then, from 0 */
export const ago = (milliseconds: number): string => {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 5) return "just now";
  if (seconds < 60) return `${5 * Math.floor(seconds / 5)} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 48 * 3600) return `${Math.floor(seconds / 3600)} h ago`;
  return `${Math.floor(seconds / 86_400)} days ago`;
};

/** A share that fills the picture. */
const SMALL_SHARE = 0.2;

export const figuresPart = ({ course, figures, status }: RunState): string => {
  if (status === "waiting") return "";
  const { modes, alike, generator, discriminator } = figures;
  const alikes = course.map((place) => place.alike);
  const counts = course.map((place) => place.modes);
  const most = (values: readonly (number | null)[], atLeast: number) =>
    values.reduce((greatest: number, value) => Math.max(greatest, value ?? 0), atLeast);
  const shown = [
    ...(modes === null
      ? []
      : [
          figure(
            "Distinct modes",
            modesText(figures),
            spark({ course, lines: [{ colour: "a", values: counts }], most: most(counts, 2) }),
          ),
        ]),
    ...(alike === null
      ? []
      : [
          figure(
            "Alike pairs",
            share(Number(alike.toPrecision(2))),
            spark({ course, lines: [{ colour: "a", values: alikes }], most: most(alikes, SMALL_SHARE) }),
          ),
        ]),
    ...(generator === null && discriminator === null
      ? []
      : [
          figure(
            "Scores",
            [score("generator", "a", generator), score("discriminator", "b", discriminator)]
              .filter((text) => text !== "")
              .join(" "),
            spark({
              course,
              lines: [
                { colour: "a", values: course.map((place) => place.generator) },
                { colour: "b", values: course.map((place) => place.discriminator) },
              ],
              most: 1,
            }),
          ),
        ]),
  ];
  return shown.join("");
};

const figure = (name: string, value: string, picture: string): string =>
  `<div><dt>${name}</dt><dd>${value}${picture}</dd></div>`;

/** The letter as `watch` says it, the colour as the report draws it. */
const score = (player: string, colour: string, value: number | null): string =>
  value === null
    ? ""
    : `<span class="name-${colour}"><abbr title="score of the ${player}, ideally .5">${player.charAt(0).toUpperCase()}</abbr> ${value > 0 && value < 0.005 ? "&lt; 0.01" : number(Math.round(100 * value) / 100)}</span>`;

const modesText = ({ modes, modesIsBound }: RunState["figures"]): string => {
  const value = Math.max(1, modes ?? 1);
  return `${modesIsBound ? "at least " : ""}${number(value < 10 ? Number(value.toPrecision(2)) : Math.floor(value))}`;
};

/** Parts of the bar above a report by their names. */
export const barParts = (state: RunState): Record<string, string> => ({
  state: `${badge(state)} ${sinceWords(state)}`,
  progress: progressPart(state),
  waiting: escapeHtml(reason(state)),
});

/** The same as long as the report is the same. */
export const judgementOf = ({ judged, checkpoints, title, since, sentence, figures }: RunState): string =>
  JSON.stringify([judged, checkpoints, title, since, sentence, figures]);

/** What is read aloud when the state of the run changes. */
export const spoken = (state: RunState): string => `${state.name}: ${titleSince(state)}. ${state.sentence}`;
