/** Since when and where a run fails, as it is marked on every chart of its time axis. */
import * as Plot from "@observablehq/plot";
import type { Analysis } from "../../../analysis/analysis.ts";
import { onsetOf } from "../../runs.ts";
import { plain, VERDICT_WORDS } from "../../words.ts";
import type { Domain, Frame } from "./chart.ts";
import type { TimeAxis } from "./time-axis.ts";

export interface Stretch {
  from: number;
  to: number;
  /** "" where the onset says it. */
  words: string;
  recovered: boolean;
}

export interface Failing {
  onset: { at: number; words: string } | null;
  stretches: readonly Stretch[];
}

/** Letters of a label that there is room for. */
const LONGEST = 20;

const short = (label: string): string => (label.length > LONGEST ? `${label.slice(0, LONGEST - 1)}…` : label);

/** @param on what the axis counts the steps of; where one axis fits both, both have the same marks */
export const failingOn = (analysis: Analysis, axis: TimeAxis, on: "checkpoints" | "scores"): Failing => {
  const known = (kind: "checkpoints" | "scores") => kind === on || axis.apart === null;
  const placeOf = (label: string) => {
    const index = analysis.checkpoints.findIndex((checkpoint) => checkpoint.label === label);
    return index < 0 ? null : axis.at(index);
  };
  const onset = onsetOf(analysis);
  const at = onset && known(onset.axis) ? (onset.axis === "checkpoints" ? placeOf(onset.label) : onset.step) : null;
  const seen = analysis.findings.find(
    ({ status, onset: began, recovered }) => status === "fail" && began?.axis === "checkpoints" && !recovered,
  );
  const from = known("checkpoints") && seen?.onset ? placeOf(seen.onset.label) : null;
  const stretches = known("scores") ? (analysis.scores?.stretches ?? []) : [];
  return {
    onset: at === null ? null : { at, words: `since ${short(plain(onset!.label))}` },
    stretches: [
      ...(from === null ? [] : [{ from, to: axis.domain[1], words: "", recovered: false }]),
      ...stretches.map(({ state, recovered, ...ends }) => {
        return { ...ends, recovered, words: `${VERDICT_WORDS[state]}${recovered ? ", then recovered" : ""}` };
      }),
    ],
  };
};

/** Under the lines. @param x domain of the axis */
export const shades = ({ stretches }: Failing, x: Domain) => {
  const areas = stretches.map(({ from, to }) => ({ x1: Math.max(from, x[0]), x2: Math.min(to, x[1]) }));
  const left = stretches.filter(({ to, recovered }) => recovered && to < x[1]);
  return [
    Plot.rect(areas, { x1: "x1", x2: "x2", className: "stretch" }),
    Plot.ruleX(left, { x: "to", className: "recovery" }),
  ];
};

/** The onset, and over it since when. */
export const onsetMark = ({ onset }: Failing, [from, to]: Domain) =>
  onset === null
    ? []
    : [
        Plot.ruleX([onset.at], { className: "onset" }),
        Plot.text([onset], {
          ...{ x: "at", frameAnchor: "top", text: "words", dy: -10, className: "mark" },
          textAnchor: onset.at > (from + to) / 2 ? "end" : "start",
        }),
      ];

/** Pixels of a letter, and where in the chart the first line of words stands. */
const LETTER = 6.5;
const LINE = 9;

/** What each stretch is, as far as the words do not run into each other. */
export const stretchWords = ({ stretches }: Failing, [low, high]: Domain, { width, marginRight }: Frame) => {
  const pixels = (width - marginRight) / (high - low);
  let free = Number.NEGATIVE_INFINITY;
  const shown = stretches.filter(({ from, words }) => {
    if (words === "" || (from - low) * pixels < free) return false;
    free = (from - low) * pixels + words.length * LETTER;
    return true;
  });
  const isLate = ({ from, words }: Stretch) => (high - from) * pixels < words.length * LETTER;
  const text = (some: readonly Stretch[], textAnchor: "start" | "end") =>
    Plot.text(some, {
      ...{ x: textAnchor === "start" ? "from" : "to", frameAnchor: "top", text: "words", textAnchor },
      ...{ dx: textAnchor === "start" ? 5 : -3, dy: LINE, className: "mark" },
    });
  return [
    text(
      shown.filter((one) => !isLate(one)),
      "start",
    ),
    text(shown.filter(isLate), "end"),
  ];
};
