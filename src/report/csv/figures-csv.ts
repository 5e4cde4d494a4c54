/** The figures of every checkpoint as a table: a row for each checkpoint, the same columns for every run. */
import type { Analysis } from "../../analysis/analysis.ts";
import { FIGURE_NAMES, figureOf, mayHaveInterval } from "../../figures/figures.ts";
import { type Result, runsOf } from "../runs.ts";
import { csv } from "./cells.ts";

const FIGURES = FIGURE_NAMES.filter((name) => name !== "images");

const HEADER = [
  "run",
  "checkpoint",
  "step",
  "label",
  "source",
  "images",
  ...FIGURES.flatMap((name) => (mayHaveInterval(name) ? [name, `${name}.low`, `${name}.high`] : [name])),
];

export const renderCsv = (result: Result): string => csv([HEADER, ...runsOf(result).flatMap(rowsOf)]);

const rowsOf = (analysis: Analysis): (string | number | null)[][] =>
  analysis.checkpoints.map(({ step, label, source, images }, index) => [
    analysis.name ?? "",
    index,
    step,
    label,
    source,
    images,
    ...FIGURES.flatMap((name) => {
      const measured = figureOf(analysis, index, name);
      const value = measured?.value ?? null;
      return mayHaveInterval(name)
        ? [value, measured?.interval?.low ?? null, measured?.interval?.high ?? null]
        : [value];
    }),
  ]);
