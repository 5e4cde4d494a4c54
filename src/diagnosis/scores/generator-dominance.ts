/** The generator fools the discriminator nearly always, usually with one simple feature. */
import { GENERATOR_ADVICE } from "../advice.ts";
import { dominanceCheck } from "./score-dominance.ts";
import { GENERATOR_DOMINATES } from "./score-policy.ts";

export const generatorDominance = dominanceCheck({
  id: "generator-dominance",
  state: "generator-dominates",
  winner: "The generator",
  why: "A discriminator that is fooled nearly always teaches nothing; pictures can be poor in spite of high scores.",
  basis:
    "Window medians: generator score over 0.95, or over 0.8 with a discriminator score under 0.3 (MATLAB, Monitor GAN Training Progress: near 1 for many iterations).",
  threshold: GENERATOR_DOMINATES.generatorAbove,
  needs: ["scoreGenerator"],
  earlyNote:
    "It began very early: the generator has probably learnt one simple feature that fools the discriminator. The earlier, the worse.",
  advice: [...GENERATOR_ADVICE],
});
