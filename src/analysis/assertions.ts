/** What was asserted of a run, and whether it holds. */
import { flag, type Holds, nullable, number, object, oneOf, text } from "./fields.ts";

export const assertionSchema = object("A condition on a figure that was asked for, and whether it holds.", {
  text: text("As it was understood, such as `duplicatePairShare <= 0.05 @ last`."),
  figure: text("Name of the figure; docs/ci.md lists them."),
  comparison: oneOf(["<=", ">=", "<", ">"], "How the figure has to stand to the bound."),
  bound: number("In the unit of the figure."),
  strict: flag("true when the end of the 95 % interval that is against the assertion has to hold too."),
  status: oneOf(["held", "broken", "not-measured"], "Whether it holds; `not-measured` where that could not be told."),
  checkpoint: nullable(
    text("Label of the checkpoint it was held to: of several the first that breaks it, else the last; null for none."),
  ),
  value: nullable(number("Of the figure there; null when it was not measured.")),
  interval: nullable(
    object("95 % interval of the value; null when the figure has none.", {
      low: number("Lower end."),
      high: nullable(number("Upper end; null when the data give no upper bound.")),
    }),
  ),
  reason: nullable(text("Why it could not be told; null where it could.")),
});
export interface Assertion extends Holds<typeof assertionSchema> {}
