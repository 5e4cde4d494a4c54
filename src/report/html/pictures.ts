/** Pictures of members as HTML, on the page from its sprites; used when the report is made and again in the page. */
import type { Checkpoint } from "../../analysis/analysis.ts";
import { escapeHtml, pictureUri } from "./escape.ts";

/** What pictures are shown of. */
export type Pictured = Pick<Checkpoint, "label" | "sprites">;

/** Of a checkpoint's image: markup for its picture, null when the report has none. */
export type PictureOf = (checkpoint: number, member: string) => string | null;

const className = (checkpoint: number, sprite: number): string => `s${checkpoint}-${sprite}`;

export const pictureIndex = (checkpoints: readonly Pictured[]): PictureOf => {
  const known = checkpoints.map(
    ({ sprites = [] }) =>
      new Map(sprites.flatMap(({ members }, sprite) => members.map((member, cell) => [member, { sprite, cell }]))),
  );
  return (checkpoint, member) => {
    const at = known[checkpoint]?.get(member);
    if (!at) return null;
    const { columns } = checkpoints[checkpoint]!.sprites![at.sprite]!;
    const place = `--x:${at.cell % columns};--y:${Math.floor(at.cell / columns)}`;
    return `<span class="pic ${className(checkpoint, at.sprite)}" style="${place}" role="img" aria-label="${escapeHtml(member)}"></span>`;
  };
};

/** A picture that stands alone, null when it is no embedded picture. */
export const pictureFrom = (image: string | undefined, name: string): string | null => {
  const uri = pictureUri(image);
  return uri && `<img class="pic" src="${uri}" alt="${escapeHtml(name)}">`;
};

/** A picture that opens in the lightbox. @param mark what is special about it: "medoid", "farthest" */
export const zoomable = (picture: string, mark?: string): string =>
  `<button type="button" class="zoom${mark ? ` ${mark}" title="${mark}` : ""}">${picture}</button>`;

/** Columns of a checkpoint's contact sheet, null without one. */
export const sheetColumns = ({ sprites }: Checkpoint): number | null =>
  sprites?.[0] && sprites[0].sheet > 0 ? sprites[0].columns : null;

/** The first images of a checkpoint on one sheet. @param side shows only a corner of at most side x side images */
export const contactSheet = (checkpoint: Pictured, index: number, side = Number.POSITIVE_INFINITY): string | null => {
  const [sprite] = checkpoint.sprites ?? [];
  if (!sprite || sprite.sheet === 0) return null;
  const label = escapeHtml(`First images of ${checkpoint.label}`);
  const rows = Math.ceil(sprite.sheet / sprite.columns);
  const columns = Math.min(sprite.columns, side);
  const place = `--sheet-columns:${columns};--sheet-rows:${Math.min(rows, side)}`;
  return `<span class="sheet ${className(index, 0)}" style="${place}" role="img" aria-label="${label}"></span>`;
};

/** Every sprite stands in the page once, here. @param prefix of the run's classes on a page of several, see scope.ts */
export const spriteStyle = (checkpoints: readonly Pictured[], prefix = ""): string =>
  checkpoints
    .flatMap(({ sprites = [] }, checkpoint) =>
      sprites.flatMap(({ image, columns }, sprite) => {
        const uri = pictureUri(image);
        return uri
          ? [`.${prefix}${className(checkpoint, sprite)}{--columns:${columns};background-image:url(${uri})}`]
          : [];
      }),
    )
    .join("\n");
