/** Noise: images of a generator that has learnt nothing, sharp or blurred by its own layers. */
import type { ScoreLog } from "../../scores/score-log.ts";
import { structurelessAdvice } from "../advice.ts";
import { dominates } from "../scores/score-state.ts";
import { faultCheck } from "./faulty-images.ts";
import { TOLD_NOISE } from "./policy.ts";

export const structurelessImages = faultCheck({
  id: "structureless-images",
  state: "structureless",
  share: ({ structurelessShare }) => structurelessShare,
  toldFrom: TOLD_NOISE,
  why: "Noise shows that nothing was learnt, and it can look diverse to any diversity measure.",
  basis:
    "Structureless: it changes evenly everywhere, has no waves longer than a grain, and nothing in it returns at a distance; sharp or blurred.",
  failTitle: "The images are noise without structure",
  warnTitle: "Some images are noise without structure",
  passTitle: "The images have structure",
  advice: (scores) => structurelessAdvice(winnerOf(scores)),
});

const winnerOf = (scores: ScoreLog | null): "discriminator" | "generator" | null => {
  if (dominates(scores, "discriminator-dominates")) return "discriminator";
  return dominates(scores, "generator-dominates") ? "generator" : null;
};
