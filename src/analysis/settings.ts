/** What was asked for, and from where on images are taken for alike. */
import { count, type Holds, list, nullable, number, object, oneOf, optional, positive, share, text } from "./fields.ts";
import { failOn } from "./findings.ts";

export const settingsSchema = object("What was asked for, as it was understood.", {
  inputs: list(text("Folder, file or glob."), "The picture inputs as given."),
  scores: nullable(text("The score logs as given, joined by commas; null when there are none.")),
  reference: optional(
    object("The real images.", { source: text("As given."), limit: count("The most that are measured.") }),
  ),
  classes: optional(text("Where the classes come from, as given; left out when none were.")),
  grid: nullable(
    object("Layout of every sheet; null when it was to be found.", {
      columns: positive("Tiles in a row, from 1."),
      rows: positive("Rows of tiles, from 1."),
      padding: nullable(number("Pixels between tiles, from 0; null when it was to be found.")),
    }),
  ),
  device: text("The device asked for."),
  failOn,
  config: optional(text("The configuration file that options were taken from; left out when there was none.")),
  options: optional(
    list(
      object("An option that was given, or has a default.", {
        name: text("As the library calls it."),
        value: text("What was in force, as JSON."),
      }),
      "Every other option in force, by name, defaults included.",
    ),
  ),
});
export interface Settings extends Holds<typeof settingsSchema> {}

export const calibrationSchema = object("How the threshold was chosen, or checked, on images of this domain.", {
  kind: oneOf(
    ["reference", "self"],
    "reference: held-out real images; self: images against mildly perturbed copies of themselves, a check only.",
  ),
  images: count("Images it rests on."),
  copies: optional(
    object("Cosines between an image and its perturbed copy; only for `self`.", {
      low: number("1st percentile, in [-1, 1] but for rounding."),
      median: number("Median, in [-1, 1] but for rounding."),
    }),
  ),
  sentence: text("One sentence: what it says about the threshold."),
});
export interface Calibration extends Holds<typeof calibrationSchema> {}

export const thresholdSchema = object("From where on two images are alike; null when no pictures were given.", {
  value: number("Cosine similarity in [-1, 1] from which two images count as near-duplicates."),
  groups: number("Cosine similarity in [-1, 1] that every pair of a group reaches."),
  basis: text("Where the value comes from, in words."),
  falseRate: optional(
    share("Share in [0, 1] of pairs of DIFFERENT real images that reach the value, on the data named in `basis`."),
  ),
  calibration: optional<Calibration>(calibrationSchema),
});
export interface Threshold extends Holds<typeof thresholdSchema> {}

/** A threshold as it is chosen, before that of the groups follows from it. */
export type ChosenThreshold = Omit<Threshold, "groups">;
