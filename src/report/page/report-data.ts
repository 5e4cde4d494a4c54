/** The Analysis embedded in this page; loaded before anything else of the page starts. */
import type { Analysis } from "../../analysis/analysis.ts";
import { unpackNames } from "../html/name-table.ts";
import { type PictureOf, pictureIndex } from "../html/pictures.ts";

/** Deflated JSON as base64, see `embedded-data.ts`. */
const embeddedText = async (): Promise<string> => {
  const base64 = document.getElementById("analysis")!.textContent ?? "";
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).text();
};

/** A fresh copy. */
export const readAnalysis = async (): Promise<Analysis> => unpackNames(await embeddedText()) as Analysis;

export let analysis: Analysis;
export let pictureOf: PictureOf;
export let lastCheckpoint: number;
/** What every pair of a group reaches. */
export let groupLimit: number;

export const loadAnalysis = async (): Promise<void> => {
  analysis = await readAnalysis();
  pictureOf = pictureIndex(analysis.checkpoints);
  lastCheckpoint = analysis.checkpoints.length - 1;
  groupLimit = analysis.threshold?.groups ?? 1;
};
