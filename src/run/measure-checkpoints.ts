/** Every checkpoint of a run in turn, what happened between them, and one map of all. */
import type { Checkpoint, ChosenThreshold, Transition } from "../analysis/analysis.ts";
import type { ImageCheckpoint } from "../inputs/image-set.ts";
import { checkThreshold } from "./check-threshold.ts";
import { pictureBudget } from "./checkpoint-pictures.ts";
import type { EmbeddedAhead } from "./embedded-ahead.ts";
import type { EmbeddedCheckpoint } from "./gathered-images.ts";
import { designWarnings } from "./independent-images.ts";
import type { Lab } from "./lab.ts";
import { type MapSample, mapSamples, sampleForMap } from "./map-checkpoints.ts";
import { type Measuring, measureCheckpoint } from "./measure-checkpoint.ts";
import { type CheckpointImages, measureTransition } from "./measure-transition.ts";
import type { ReportPictures } from "./options.ts";
import { picturesOf } from "./picture-files.ts";

export interface MeasuredCheckpoints {
  checkpoints: Checkpoint[];
  transitions: Transition[];
  /** With what the images of the run say about it, where real images do not. */
  threshold: ChosenThreshold;
}

/** @param limits null when no report is wanted */
export const measureCheckpoints = async (
  { sources, embedded }: { sources: readonly ImageCheckpoint[]; embedded: EmbeddedAhead },
  measuring: Measuring,
  limits: ReportPictures | null,
  lab: Lab,
): Promise<MeasuredCheckpoints> => {
  const { stages, notes } = lab;
  const { threshold } = measuring;
  const measured: Checkpoint[] = [];
  const transitions: Transition[] = [];
  const samples: MapSample[] = [];
  let checked = threshold;
  let before: CheckpointImages | null = null;
  const calibrate = (last: EmbeddedCheckpoint) => checkThreshold(sources.at(-1)!, last.images, threshold.value, lab);
  // Real images say more than copies of the run's own.
  const isChecked = threshold.calibration === undefined;
  // Threads embed its copies while this one compares.
  const ahead = isChecked && lab.backend.lanes ? embedded.last.then(calibrate) : null;
  // What goes wrong is said where it is awaited.
  ahead?.catch(() => {});
  for (const [index, source] of sources.entries()) {
    const place = { index, checkpoints: sources.length };
    stages.report({ stage: "measure", done: index, total: sources.length, label: source.label });
    const next = await stages.run("embed", () => embedded.next());
    const after: CheckpointImages | null = await measureCheckpoint(
      { source, embedded: next },
      measuring,
      limits && pictureBudget(limits, index, sources.length),
      lab,
    );
    const calibrated = isChecked && index === sources.length - 1 ? await (ahead ?? calibrate(next)) : null;
    if (!after) {
      notes.warn(`${source.label} was left out: it has fewer than 3 readable images.`);
      continue;
    }
    const { checkpoint, members, rows } = after;
    await measuring.onCheckpoint?.({
      index: measured.length,
      checkpoint,
      members,
      get embeddings() {
        return rows.values;
      },
      dimension: rows.dimension,
      pictures: picturesOf(source),
    });
    if (calibrated) checked = { ...threshold, calibration: calibrated.calibration };
    notes.warn(calibrated?.warning);
    const change: Awaited<ReturnType<typeof measureTransition>> =
      before &&
      (await stages.run("similarity", () =>
        lab.memory.of(before!.key && after.key ? ["transition", before!.key, after.key, threshold.value] : null, () =>
          measureTransition(before!, after, threshold.value, lab),
        ),
      ));
    const to = measured.push(after.checkpoint) - 1;
    if (change) transitions.push({ from: to - 1, to, ...change });
    if (limits) samples.push(sampleForMap(after, place));
    before = after;
  }
  notes.warn(...designWarnings(measured));
  const maps = samples.length > 0 ? await stages.run("map", async () => mapSamples(samples)) : [];
  return {
    checkpoints: measured.map((checkpoint, index) => (maps[index] ? { ...checkpoint, map: maps[index] } : checkpoint)),
    transitions,
    threshold: checked,
  };
};
