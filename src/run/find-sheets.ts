/** How the sheets of a run are cut: what `gan-diversity grid` shows, without measuring anything. */
import type { GridLayout, Skipped } from "../analysis/analysis.ts";
import type { ImageCheckpoint } from "../inputs/image-set.ts";
import { openImages } from "../inputs/open-images.ts";
import { type TileFile, tileNames } from "../pixels/tile-files.ts";
import { expected } from "./option-rules.ts";
import { type AnalyzeOptions, checkOptions } from "./options.ts";
import { tilesOf } from "./picture-files.ts";

export interface Sheet {
  /** Relative to the input root. */
  path: string;
  layout: GridLayout;
  /** Row by row, in pixels of the sheet; empty cells at the end are left out. */
  tiles: { member: string; left: number; top: number; width: number; height: number }[];
}

export interface Sheets {
  sheets: Sheet[];
  /** Pictures that are not cut, with the reason. */
  skipped: Skipped[];
  warnings: string[];
  /** The tiles of one of `sheets`, encoded, one at a time. @throws InputError when it can not be decoded */
  tilesOf: (sheet: Sheet) => AsyncGenerator<TileFile>;
}

/**
 * Every picture is taken for a sheet, whatever its name says.
 * @throws InputError when there is no picture or no grid to be seen; UsageError when `grid` can not be or does not fit
 */
export const findSheets = async (
  inputs: readonly string[],
  options: Pick<AnalyzeOptions, "grid" | "padding"> = {},
): Promise<Sheets> => {
  checkOptions({ inputs, ...options });
  if (inputs.length === 0) throw expected("at least one folder, file or glob", "inputs", inputs);
  const { checkpoints, skipped, warnings } = await openImages(inputs, { ...options, sheets: true });
  const cut = new Map<Sheet, ImageCheckpoint>();
  for (const checkpoint of checkpoints) {
    if (!checkpoint.layout) continue;
    const tiles = checkpoint.images.map(({ member, box }) => ({ member, ...box! }));
    cut.set({ path: checkpoint.source, layout: checkpoint.layout, tiles }, checkpoint);
  }
  const names = tileNames([...cut.keys()].flatMap(({ tiles }) => tiles.map(({ member }) => member)));
  return {
    sheets: [...cut.keys()],
    skipped,
    warnings,
    async *tilesOf(sheet) {
      yield* tilesOf(cut.get(sheet)!.images, names, sheet.path);
    },
  };
};
