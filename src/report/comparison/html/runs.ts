/** The runs as columns: letter, name, verdict and last sheet of each, and where its pictures are on the page. */
import type { Comparison, CoursePoint } from "../../../analysis/analysis.ts";
import { escapeHtml } from "../../html/escape.ts";
import { contactSheet, pictureIndex, zoomable } from "../../html/pictures.ts";
import { scoped } from "../../html/scope.ts";
import { letter } from "../words.ts";

export interface ShownRun {
  letter: string;
  name: string;
  course: readonly CoursePoint[];
  /** Markup of the picture that opens large; null without one. @param place of the checkpoint */
  picture: (place: number, member: string) => string | null;
  sheet: (place: number) => string | null;
  /** Markup of the whole column. */
  column: string;
}

export type Runs = readonly ShownRun[];

/** Of the classes of a run's sprites. */
export const prefixOf = (index: number): string => `r${index + 1}-`;

export const runsOf = ({ base, others }: Comparison): Runs =>
  [base, ...others].map((run, index) => {
    const { name, verdict, course } = run;
    const pictureOf = pictureIndex(course);
    const shown = (markup: string | null) => (markup === null ? null : scoped(zoomable(markup), prefixOf(index)));
    const sheet = (place: number) => {
      const point = course[place];
      return point ? shown(contactSheet(point, place)) : null;
    };
    const last = course.at(-1);
    const picture = sheet(course.length - 1) ?? "";
    const where = last ? ` · ${escapeHtml(last.label)}` : "";
    return {
      letter: letter(index),
      name,
      course,
      picture: (place: number, member: string) => shown(pictureOf(place, member)),
      sheet,
      column: `<figure>${picture}<figcaption><span class="run-letter ${colourOf(index)}">${letter(index)}</span> <strong>${escapeHtml(name)}</strong><span class="quiet">${where}</span><br>${escapeHtml(verdict)}</figcaption></figure>`,
    };
  });

/** Classes of everything that is coloured as a run: as many as can be told apart; after these they come again, dashed. */
const COLOURS = ["run-a", "run-b", "run-c", "run-d", "run-e", "run-f"] as const;

export const colourOf = (index: number): string => COLOURS[index % COLOURS.length]!;

export const isDashed = (index: number): boolean => index >= COLOURS.length;
