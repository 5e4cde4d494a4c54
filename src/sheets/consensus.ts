/** Pictures of one size in one run share a layout: what most of them show holds for all. */
import { hash } from "node:crypto";
import { groupedBy } from "../kit/grouped-by.ts";
import { lookOnce, type Picture } from "../pixels/picture.ts";
import { readPicture } from "../pixels/read-picture.ts";
import type { Grid, Layouts, SheetFile, SheetLayout } from "./sheet-layout.ts";

/** Pictures of one size that are looked at before the rest is taken for single images. */
const PROBES = 24;

/** What a picture shows so clearly outweighs what the others show. */
const PLAIN = 0.9;

/** A coarser or finer reading of the same sheet, which collapsed tiles invite. */
const areMultiples = (a: Grid, b: Grid): boolean => {
  const divides = (fine: Grid, coarse: Grid) => fine.columns % coarse.columns === 0 && fine.rows % coarse.rows === 0;
  return divides(a, b) || divides(b, a);
};

type Detect = (picture: Picture, file: SheetFile) => SheetLayout | null;

/**
 * Empty unless at least half of the readable pictures looked at show the same layout.
 * @param files pictures of one size
 * @param detect the layout of one picture, null when none is seen
 * @param fits whether a picture that does not show the layout may have it all the same; else what it shows holds
 */
export const agreedLayouts = async (
  files: readonly SheetFile[],
  detect: Detect,
  fits: (picture: Picture, layout: SheetLayout) => boolean = () => true,
): Promise<Layouts> => {
  const chosen = probesOf(files);
  const probes = await detectAll(chosen, detect, Math.floor(chosen.length / 2));
  const winner = electLayout([...probes.values()].filter((layout) => layout !== null));
  if (!winner || winner.count * 2 < probes.size) return new Map();
  const all = chosen.length === files.length ? probes : await detectAll(files, detect);
  const model = winner.layout;
  const shows = (own: SheetLayout | null | undefined) => own?.columns === model.columns && own.rows === model.rows;
  const others = files.filter((file) => !shows(all.get(file)));
  const misfits = new Set<SheetFile>();
  const isFitting = (file: SheetFile) => lookAt(file, `fits ${hashOf(model)}`, (picture) => fits(picture, model));
  const shown = (own: SheetLayout | null | undefined) => own && own.confidence >= PLAIN && !areMultiples(own, model);
  for (const file of others) if (shown(all.get(file)) || (await isFitting(file)) === false) misfits.add(file);
  const basis = `${model.basis}, as in the other pictures of this size`;
  const inherited = { ...model, basis, confidence: model.confidence * winner.share };
  return new Map(
    files.flatMap((file): [SheetFile, SheetLayout][] => {
      const own = all.get(file);
      const layout = shows(own) || misfits.has(file) ? own : inherited;
      return layout ? [[file, layout]] : [];
    }),
  );
};

/** At least `most` files in equal steps, all when there are fewer. */
export const probesOf = <T>(files: readonly T[], most = PROBES): T[] => {
  const step = Math.max(1, Math.floor(files.length / most));
  return files.filter((_, index) => index % step === 0);
};

/** 134 million: looking for a grid takes seconds there, and more the larger the picture is. 40x40 tiles of 256 with gutters are under it. */
const MOST_SEARCHED = 2 ** 27;

const isSearched = ({ width, height }: SheetFile): boolean => width * height <= MOST_SEARCHED;

/** One picture in memory at a time. In larger ones no grid is looked for. A file that can not be decoded is left out; it says so when it is measured. */
export async function* readable(files: readonly SheetFile[]): AsyncGenerator<[SheetFile, Picture]> {
  for (const file of files) {
    const picture = isSearched(file) ? await readPicture(file.source).catch(() => null) : null;
    if (picture) yield [file, picture];
  }
}

/** The layout with the most votes; a picture votes with its confidence. `share` of all votes, in [0, 1]. */
const electLayout = (layouts: readonly SheetLayout[]): { layout: SheetLayout; count: number; share: number } | null => {
  const weightOf = (some: readonly SheetLayout[]) => some.reduce((sum, { confidence }) => sum + confidence, 0);
  const votes = [...groupedBy(layouts, ({ columns, rows }) => `${columns}x${rows}`).values()];
  const [winner] = votes.sort((a, b) => weightOf(b) - weightOf(a));
  return winner
    ? {
        // The fullest sheet is the model for the others.
        layout: winner.reduce((a, b) => (b.tiles.length > a.tiles.length ? b : a)),
        count: winner.length,
        share: weightOf(winner) / weightOf(layouts),
      }
    : null;
};

/** @param mostUnseen pictures without a layout after which the others are not looked at: they could not be half any more */
const detectAll = async (
  files: readonly SheetFile[],
  detect: Detect,
  mostUnseen = files.length,
): Promise<Map<SheetFile, SheetLayout | null>> => {
  const found = new Map<SheetFile, SheetLayout | null>();
  let unseen = 0;
  for (const file of files) {
    const seen = await lookAt(file, `layout ${file.lossy}`, (picture) => ({ layout: detect(picture, file) }));
    if (!seen) continue;
    found.set(file, seen.layout);
    if (!seen.layout && ++unseen > mostUnseen) break;
  }
  return found;
};

/** One picture in memory at a time, and none for what is remembered. @returns null for a picture that is not searched or can not be decoded */
const lookAt = async <T>(file: SheetFile, what: string, look: (picture: Picture) => T): Promise<T | null> =>
  isSearched(file)
    ? lookOnce(file.source, what, async () => look(await readPicture(file.source))).catch(() => null)
    : null;

const hashOf = (layout: SheetLayout): string => hash("sha256", JSON.stringify(layout), "hex");
