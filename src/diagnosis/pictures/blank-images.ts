/** Images without any contrast. */
import { faultCheck } from "./faulty-images.ts";

export const blankImages = faultCheck({
  id: "blank-images",
  state: "blank",
  share: ({ blankShare }) => blankShare,
  members: ({ blanks }) => blanks,
  why: "A generator whose output saturates or dies paints every pixel alike; such images hold nothing to judge.",
  basis: "Blank: the standard deviation of every colour channel is under 1/255.",
  failTitle: "The images are blank",
  warnTitle: "Some images are blank",
  passTitle: "No image is blank",
  advice: () => [
    "Check that the images are written in the right value range (tanh output needs (x + 1) / 2).",
    "Resume from the last checkpoint that was not blank, with lower learning rates.",
  ],
});
