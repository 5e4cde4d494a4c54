/** What the HTML report shows and regroups. */
import { count, flag, type Holds, list, number, object, pair, positive, share, text } from "./fields.ts";

export const spriteSchema = object("Many pictures in one: every image once, whatever shows it.", {
  image: text("Data URI. Square cells row by row; images that are not square leave the sides of their cell empty."),
  cell: positive("Pixels on a side of a cell, from 1."),
  columns: positive("Cells in a row, from 1."),
  members: list(text("Name of the image in the cell."), "One per cell."),
  sheet: count("Leading cells that make the contact sheet: the first images in file order; 0 for other sprites."),
});
export interface Sprite extends Holds<typeof spriteSchema> {}

export const edgesSchema = object("What is needed to find the groups again at another threshold.", {
  threshold: number("The lowest threshold the pairs are enough for, a cosine in [-1, 1]."),
  from: number("Cosine in [-1, 1] from which every pair of a component of the graph at `threshold` is listed."),
  complete: flag("false when there were too many pairs to ship; then the lists are empty."),
  members: list(
    text("Name of the image."),
    "Members that occur in a pair, in the order that decides ties; `pairs` are indices into it.",
  ),
  pairs: list(pair(count("Index into `members`."), "Two images."), "The pairs."),
  similarities: list(number("Cosine in [-1, 1] but for rounding."), "One per pair, rounded to 6 digits."),
});
export interface Edges extends Holds<typeof edgesSchema> {}

export const embeddingMapSchema = object("Where images lie on a 2-D map of the embeddings.", {
  method: text('"UMAP" or "PCA", with its settings, in words.'),
  members: list(
    text("Name of the image."),
    "The images on the map, parallel to `x` and `y`; a sample when there are fewer than `Checkpoint.images`.",
  ),
  x: list(share("In [0, 1]."), "From left to right."),
  y: list(share("In [0, 1]."), "From bottom to top."),
});
export interface EmbeddingMap extends Holds<typeof embeddingMapSchema> {}
