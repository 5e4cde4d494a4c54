/** An Analysis that is kept while nobody looks at it: as objects a run of a hundred checkpoints takes megabytes. */
import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Analysis } from "../analysis/analysis.ts";

export type Packed = Uint8Array;

/** Levels above take several times as long for a tenth less. */
const FASTEST = 1;

export const packed = (analysis: Analysis): Packed => deflateRawSync(JSON.stringify(analysis), { level: FASTEST });

/** @returns its JSON */
export const unpacked = (analysis: Packed): string => inflateRawSync(analysis).toString("utf8");
