/** Assertions as they are written: `duplicatePairShare <= 5%`, `distinctModes >= 20 @ any`. */
import leven from "leven";
import type { Assertion } from "../analysis/analysis.ts";
import { UsageError } from "../errors.ts";
import { FIGURE_NAMES } from "./figures.ts";

export interface Asserted extends Pick<Assertion, "figure" | "comparison" | "bound"> {
  /** Which checkpoint: the last, each of them, or the one with this step. */
  at: "last" | "any" | number;
}

const FORM =
  /^\s*(\S+?)\s*(<=|>=|<|>)\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)\s*(%?)\s*(?:@\s*(last|any|step:\d{1,15}))?\s*$/i;
const EXAMPLE = 'such as "duplicatePairShare <= 5%" or "distinctModes >= 20 @ any"';
const MOST_SUGGESTIONS = 3;

/** @throws UsageError that names every one that can not be meant */
export const parseAssertions = (texts: readonly string[]): Asserted[] => {
  const parsed = texts.map(parse);
  const wrong = parsed.filter((one) => typeof one === "string");
  if (wrong.length > 0) throw new UsageError(wrong.join(" "));
  return parsed.filter((one) => typeof one !== "string");
};

/** @returns in words what is wrong with it */
const parse = (text: string): Asserted | string => {
  const [, name, comparison, number, percent, at = "last"] = FORM.exec(text) ?? [];
  if (name === undefined)
    return `Expected a figure, one of <=, >=, < and >, and a number for --assert, ${EXAMPLE}, but received ${JSON.stringify(text)}. Next: write it so, with @ last, @ any or @ step:N behind it for the checkpoint.`;
  if (!FIGURE_NAMES.includes(name))
    return `Expected the name of a figure for --assert but received ${JSON.stringify(name)}. Next: ${suggestion(name)}.`;
  return {
    figure: name,
    comparison: comparison as Asserted["comparison"],
    bound: percent === "%" ? Number(number) / 100 : Number(number),
    at: at.toLowerCase().startsWith("step:") ? Number(at.slice("step:".length)) : (at.toLowerCase() as "last" | "any"),
  };
};

const suggestion = (name: string): string => {
  const wanted = name.toLowerCase();
  const near = FIGURE_NAMES.map((figure) => {
    const own = figure.toLowerCase();
    const isPart = wanted.length > 3 && own.includes(wanted);
    return { figure, distance: isPart ? 0 : leven(own, wanted) };
  })
    .filter(({ figure, distance }) => distance <= Math.max(2, figure.length / 3))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, MOST_SUGGESTIONS)
    .map(({ figure }) => figure);
  return near.length > 0 ? `did you mean ${near.join(" or ")}?` : `take one of ${FIGURE_NAMES.join(", ")}`;
};
