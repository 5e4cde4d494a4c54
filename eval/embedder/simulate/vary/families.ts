/** Ways in which the samples of one mode of a generator differ, beside their colours. */
import { type Family, family, poolFamily } from "../family.ts";
import { exposed, softLight } from "./exposure.ts";
import { regenerated } from "./latents.ts";
import { drifted, patched } from "./other-pictures.ts";
import { grainy, haloed } from "./sharpness.ts";
import { restroked } from "./strokes.ts";
import { gridded } from "./upsampling-grid.ts";
import { warped } from "./warp.ts";

export const VARIED_FAMILIES: readonly Family[] = [
  family("warp", warped),
  family("exposure", exposed),
  family("soft light", softLight),
  family("upsampling grid", gridded),
  poolFamily("patches", patched),
  family("strokes", restroked, ({ isCutOut }) => isCutOut),
  family("halo", haloed),
  family("grain", grainy),
  poolFamily("drift", drifted),
  poolFamily("latents", regenerated),
];
