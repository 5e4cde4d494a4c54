/** Pictures of what is nearly the same in both runs, where the sheets of the runs do not show it. */
import type { ComparedRun, CoursePoint } from "../../analysis/analysis.ts";
import type { KeptImages } from "./compared-sets.ts";

/** Of a checkpoint; a page shows no more. */
const MOST_COPIES = 12;
const SIZE = 64;

interface Pictured {
  course: readonly CoursePoint[];
  images: readonly KeptImages[] | null;
}

/** @returns the course of the side with the pictures that its copies need */
export const withCopyPictures = async (
  { course, images }: Pictured,
  compared: readonly ComparedRun["checkpoints"][number][],
  side: "base" | "other",
): Promise<CoursePoint[]> => {
  const pictured: CoursePoint[] = [];
  for (const [index, point] of course.entries()) {
    const here = compared.filter((one) => one[side] === point.label);
    const wanted = new Set(here.flatMap(({ copies = [] }) => copies.slice(0, MOST_COPIES).map((copy) => copy[side])));
    for (const { members } of point.sprites ?? []) for (const member of members) wanted.delete(member);
    const source = images?.[index]?.pictures;
    const more = source && wanted.size > 0 ? await source.sprites([...wanted], SIZE) : [];
    pictured.push(more.length > 0 ? { ...point, sprites: [...(point.sprites ?? []), ...more] } : point);
  }
  return pictured;
};
