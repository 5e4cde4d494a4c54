/** Noise: images whose neighbouring pixels have nothing to do with each other. */
import { STRUCTURELESS_ADVICE } from "../advice.ts";
import { faultCheck } from "./faulty-images.ts";

export const structurelessImages = faultCheck({
  id: "structureless-images",
  state: "structureless",
  share: ({ structurelessShare }) => structurelessShare,
  why: "Noise shows that nothing was learnt, and it can look diverse to any diversity measure.",
  basis:
    "Structureless: the correlation of neighbouring pixels at the scale they were made at is under 0.2; in pictures it is 0.27 and more.",
  failTitle: "The images are noise without structure",
  warnTitle: "Some images are noise without structure",
  passTitle: "The images have structure",
  advice: [...STRUCTURELESS_ADVICE],
});
