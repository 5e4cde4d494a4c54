/** Leaves one image of every stretch of a sheet that is alike by design: repeats along the design say nothing about the generator. */
import type { Checkpoint, SheetDesign } from "../analysis/analysis.ts";
import { groupedBy } from "../kit/grouped-by.ts";
import { findDesign, type Placed, standsForStretch } from "../metrics/sheet-design.ts";
import type { EmbeddedMember } from "./gathered-images.ts";
import { stackEmbeddings } from "./measure-set.ts";

/** @param images of the checkpoint, in any order; the same order comes back */
export const independentImages = (
  { layout }: { layout?: unknown },
  images: readonly EmbeddedMember[],
  threshold: number,
): { images: readonly EmbeddedMember[]; design: SheetDesign | null } => {
  const first = images[0];
  if (!layout || !first) return { images, design: null };
  // What a network sees in an image without contrast means nothing.
  const pictured = images.filter(({ fault }) => fault !== "blank");
  const rows = stackEmbeddings(pictured, first.embedding.length);
  const design = findDesign(rows, pictured.map(placeOf), threshold);
  return design
    ? { images: images.filter((image) => standsForStretch(placeOf(image), design)), design }
    : { images, design };
};

/** Tiles are called `sheet.png#row,column`. */
const placeOf = ({ member }: EmbeddedMember): Placed => {
  const [row, column] = member.slice(member.lastIndexOf("#") + 1).split(",");
  return { row: Number(row), column: Number(column) };
};

/** One for all checkpoints of a design. */
export const designWarnings = (checkpoints: readonly Pick<Checkpoint, "label" | "design">[]): string[] => {
  const laidOut = checkpoints.flatMap(({ label, design }) => (design ? [{ label, design }] : []));
  const alike = groupedBy(laidOut, ({ design }) => `${design.along} ${design.stretch}`);
  return [...alike.values()].map((same) =>
    designWarning(
      same.map(({ label }) => label),
      same[0]!.design,
    ),
  );
};

/** @param labels of the checkpoints @param design of the first */
export const designWarning = (
  labels: readonly string[],
  { along, stretch, neighbours, elsewhere }: SheetDesign,
): string => {
  const percent = (share: number) => `${Math.round(100 * share)} %`;
  const more = labels.length > 1 ? ` and ${labels.length - 1} more` : "";
  return `${labels[0]}${more}: along each ${along} of the sheet ${stretch} images that follow each other are alike by design (a code varied along it, a walk, an input beside its output): ${percent(neighbours)} of the neighbours are near-duplicates, elsewhere ${percent(elsewhere)} of the pairs. So one of each ${stretch} was judged. Next: judge sheets of independent samples; if every ${along} is a class, name the classes with --classes FILE.csv.`;
};
