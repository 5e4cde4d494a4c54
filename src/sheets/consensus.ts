/** Pictures of one size in one run share a layout: what most of them show holds for all. */
import type { SheetLayout } from "../inputs/checkpoints.ts";
import type { FoundFile } from "../inputs/find-files.ts";
import { type Picture, readPicture } from "../pixels/read-picture.ts";

/** Pictures of one size that are looked at before the rest is taken for single images. */
const PROBES = 24;

/**
 * Layouts by file; empty unless at least half of the readable pictures looked at show the same one.
 * @param files pictures of one size
 * @param detect the layout of one picture, null when none is seen
 */
export const agreedLayouts = async (
  files: readonly FoundFile[],
  detect: (picture: Picture, path: string) => SheetLayout | null,
): Promise<Map<string, SheetLayout>> => {
  const chosen = probesOf(files);
  const probes = await detectAll(chosen, detect);
  const winner = electLayout([...probes.values()].filter((layout) => layout !== null));
  if (!winner || winner.count * 2 < probes.size) return new Map();
  const all = chosen.length === files.length ? probes : await detectAll(files, detect);
  const model = winner.layout;
  return new Map(
    files.map(({ file }) => {
      const own = all.get(file);
      if (own?.columns === model.columns && own.rows === model.rows) return [file, own];
      const basis = `${model.basis}, as in the other pictures of this size`;
      return [file, { ...model, basis, confidence: model.confidence * winner.share }];
    }),
  );
};

/** At least `most` files in equal steps, all when there are fewer. */
export const probesOf = <T>(files: readonly T[], most = PROBES): T[] => {
  const step = Math.max(1, Math.floor(files.length / most));
  return files.filter((_, index) => index % step === 0);
};

interface Vote {
  layout: SheetLayout;
  count: number;
  /** Sum of confidences / that of all votes, in [0, 1]. */
  share: number;
}

/** The layout with the most votes; a picture votes with its confidence. */
const electLayout = (layouts: readonly SheetLayout[]): Vote | null => {
  const votes = new Map<string, { layout: SheetLayout; count: number; weight: number }>();
  for (const layout of layouts) {
    const key = `${layout.columns}x${layout.rows}`;
    const known = votes.get(key);
    // The fullest sheet is the model for the others.
    const fuller = known && known.layout.tiles.length >= layout.tiles.length ? known.layout : layout;
    votes.set(key, {
      layout: fuller,
      count: (known?.count ?? 0) + 1,
      weight: (known?.weight ?? 0) + layout.confidence,
    });
  }
  const total = layouts.reduce((sum, { confidence }) => sum + confidence, 0);
  const [winner] = [...votes.values()].sort((a, b) => b.weight - a.weight);
  return winner ? { layout: winner.layout, count: winner.count, share: winner.weight / total } : null;
};

/** By file, one picture in memory at a time. A file that can not be decoded is missing; it says so when it is measured. */
const detectAll = async (
  files: readonly FoundFile[],
  detect: (picture: Picture, path: string) => SheetLayout | null,
): Promise<Map<string, SheetLayout | null>> => {
  const found = new Map<string, SheetLayout | null>();
  for (const { file, path } of files) {
    const picture = await readPicture(file).catch(() => null);
    if (picture) found.set(file, detect(picture, path));
  }
  return found;
};
