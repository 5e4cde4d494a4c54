/** The discriminator wins so clearly that the generator learns nothing. */
import { DISCRIMINATOR_ADVICE } from "../advice.ts";
import { dominanceCheck } from "./score-dominance.ts";
import { DISCRIMINATOR_DOMINATES } from "./score-policy.ts";

export const discriminatorDominance = dominanceCheck({
  id: "discriminator-dominance",
  state: "discriminator-dominates",
  winner: "The discriminator",
  why: "A discriminator that is always right gives the generator no gradient to improve by. When it lasts for many iterations, it is better to stop.",
  basis:
    "Window medians: generator score under 0.05 and discriminator score over 0.95 (MATLAB, Monitor GAN Training Progress: near 0 and near 1 for many iterations).",
  threshold: DISCRIMINATOR_DOMINATES.generatorBelow,
  needs: ["scoreGenerator", "scoreDiscriminator"],
  advice: [...DISCRIMINATOR_ADVICE],
});
