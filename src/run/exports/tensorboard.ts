/** A run as TensorBoard shows it: its figures and scores over the steps, and the largest near-duplicate groups as pictures. */
import type { Analysis, Group } from "../../analysis/analysis.ts";
import { eventFile, type WrittenEvent, type WrittenValue } from "../../events/write-event-file.ts";
import { figureOf } from "../../figures/figures.ts";
import type { CheckpointPictures } from "../options.ts";

/** Tags are read as folder/name, and each is a chart of its own: those that are asked for most. */
const FIGURES = [
  "diversityIndex",
  "structureIndex",
  "distinctModes",
  "meanSimilarity",
  "duplicatePairShare",
  "duplicateShare",
  "closePairShare",
  "dominantModeShare",
  "blankShare",
  "reference.precision",
  "reference.recall",
  "reference.coverage",
] as const;
const FOLDER = "gan-diversity";
/** The largest of a checkpoint, and how many of their images. */
const MOST_GROUPS = 3;
const MOST_MEMBERS = 16;
const SIZE = 64;

/** @param pictures of each checkpoint, by its place in the Analysis @returns an event file */
export const tensorboardFile = async (
  analysis: Analysis,
  pictures: ReadonlyMap<number, CheckpointPictures>,
): Promise<Uint8Array> => {
  const { checkpoints, createdAt } = analysis;
  const events: WrittenEvent[] = scoreEvents(analysis);
  for (const [index, { step, groups }] of checkpoints.entries()) {
    const source = pictures.get(index);
    const values = [...scalars(analysis, index), ...(source ? await groupPictures(groups, source) : [])];
    events.push({ step: wholeStep(step ?? index), values });
  }
  return eventFile(
    events.sort((a, b) => a.step - b.step),
    Date.parse(createdAt) / 1000,
  );
};

const scalars = (analysis: Analysis, index: number): WrittenValue[] =>
  FIGURES.flatMap((name) => {
    const found = figureOf(analysis, index, name);
    return found ? [{ tag: `${FOLDER}/${name}`, scalar: found.value }] : [];
  });

/** At the steps of the log itself, which are more than those of the pictures. */
const scoreEvents = ({ scores }: Analysis): WrittenEvent[] => {
  if (!scores) return [];
  return scores.steps.flatMap((step, row) => {
    const values = scores.series.flatMap(({ name, values: of }): WrittenValue[] => {
      const scalar = of[row] ?? null;
      return scalar === null ? [] : [{ tag: `${FOLDER}/${name}`, scalar }];
    });
    return values.length > 0 ? [{ step: wholeStep(step), values }] : [];
  });
};

const groupPictures = async (groups: readonly Group[], source: CheckpointPictures): Promise<WrittenValue[]> => {
  const values: WrittenValue[] = [];
  for (const [rank, { members }] of groups.slice(0, MOST_GROUPS).entries()) {
    const image = await source.mosaic(members.slice(0, MOST_MEMBERS), SIZE);
    if (image) values.push({ tag: `${FOLDER}/near-duplicates/${rank + 1}`, image });
  }
  return values;
};

/** Steps of event files are whole and not below 0. */
const wholeStep = (step: number): number => Math.max(0, Math.round(step));
