/** Noise: images whose neighbouring pixels have nothing to do with each other. */
import { faultCheck } from "./faulty-images.ts";

export const structurelessImages = faultCheck({
  id: "structureless-images",
  state: "structureless",
  share: ({ structurelessShare }) => structurelessShare,
  why: "Noise is different in every image and so looks diverse to any diversity measure, but nothing was learnt.",
  basis: "Structureless: the correlation of neighbouring pixels is under 0.3; in pictures it is 0.8 and more.",
  failTitle: "The images are noise without structure",
  warnTitle: "Some images are noise without structure",
  passTitle: "The images have structure",
  advice: [
    "Check that the discriminator gives the generator a gradient: when it wins everywhere, weaken it (dropout, fewer filters).",
    "Use more filters in the generator's convolution layers.",
    "Check the normalisation of the training images and the generator's output range.",
  ],
});
