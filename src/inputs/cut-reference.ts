/** Cuts the sheets among real pictures. A folder of single pictures stays one. */
import type { Skipped } from "../analysis/analysis.ts";
import { groupedBy } from "../kit/grouped-by.ts";
import { evenIndices } from "../kit/rows.ts";
import type { ImageFile } from "../pixels/decode.ts";
import { findLayouts } from "../sheets/layouts.ts";
import type { Layouts } from "../sheets/sheet-layout.ts";
import { imageOf, imagesOfSheet, type SampleFile } from "./checkpoints.ts";
import type { SheetCut } from "./image-set.ts";

/** Pictures that are looked at before all others are taken for single images. */
const PROBES = 24;
/** More pictures can serve as they are, and training data may be as large as a sheet of the samples by chance. */
const FEW = 16;

export interface CutReference {
  images: ImageFile[];
  skipped: Skipped[];
  warnings: string[];
}

/** @param cuts of the samples' sheets: few real pictures of the same size were written by the same script, so they are cut alike */
export const cutReference = async (files: readonly SampleFile[], cuts: readonly SheetCut[]): Promise<CutReference> => {
  // No step of training belongs to real pictures, whatever numbers their names hold.
  const real = files.map((file) => ({ ...file, named: null }));
  const alike = real.length < FEW ? await cutAlike(real, cuts) : new Map();
  const rest = real.filter((file) => !alike.has(file));
  const probes = evenIndices(rest.length, PROBES).map((index) => rest[index]!);
  const seen = rest.length === 0 ? NOTHING : await findLayouts(probes, {});
  const areSheets = seen.layouts.size * 2 > probes.length;
  const own = areSheets && probes.length < rest.length ? await findLayouts(rest, {}) : seen;
  const layouts: Layouts = new Map([...alike, ...(areSheets ? own.layouts : [])]);
  const whole = real.filter((file) => !layouts.has(file));
  const isLeftOut = layouts.size > whole.length;
  const reason = "no grid was found in it although the other pictures are sheets";
  return {
    images: real.flatMap((file) => {
      const layout = layouts.get(file);
      return layout ? imagesOfSheet(file, layout) : isLeftOut ? [] : [imageOf(file)];
    }),
    skipped: isLeftOut ? whole.map(({ path }) => ({ path, reason })) : [],
    warnings: areSheets ? own.warnings : [],
  };
};

const NOTHING = { layouts: new Map(), warnings: [] };

const cutAlike = async (files: readonly SampleFile[], cuts: readonly SheetCut[]): Promise<Layouts> => {
  const sizeOf = ({ width, height }: Pick<SheetCut, "width" | "height">) => `${width}x${height}`;
  const found: [SampleFile, NonNullable<ReturnType<Layouts["get"]>>][] = [];
  for (const sameSize of groupedBy(files, sizeOf).values()) {
    const cut = cuts.find((one) => sizeOf(one) === sizeOf(sameSize[0]!));
    if (!cut) continue;
    const { columns, rows } = cut;
    const { layouts } = await findLayouts(sameSize, { grid: { columns, rows } });
    for (const file of sameSize) if (layouts.has(file)) found.push([file, layouts.get(file)!]);
  }
  return new Map(found);
};
