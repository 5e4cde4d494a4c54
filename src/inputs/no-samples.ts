/** Why nothing was left of what was found, and what to do about it: the advice follows from the reasons. */
import type { Skipped } from "../analysis/analysis.ts";
import { InputError } from "../errors.ts";
import { IN_QUESTION_BY_NAME, REAL } from "./excluded-names.ts";

interface LeftOut {
  /** Everything, in the order in which it was left out. */
  all: readonly Skipped[];
  /** By name. */
  named: readonly Skipped[];
  /** Its bytes are no picture, or could not be read. */
  unread: readonly Skipped[];
}

export const noSamples = (inputs: readonly string[], { all, named, unread }: LeftOut): InputError => {
  const [first] = all;
  const advice = [
    ...(named.some(({ reason }) => IN_QUESTION_BY_NAME.has(reason))
      ? ["rename or move samples whose names read like charts or sweeps"]
      : []),
    ...(named.some(({ reason }) => reason === REAL)
      ? ["give what the generator made; real pictures go to --reference"]
      : []),
    ...(all.some(isDenied) ? ["check the permissions"] : []),
    ...(unread.some((file) => !isDenied(file)) ? ["check the files that could not be opened"] : []),
  ];
  const next = advice.length > 0 ? advice.join("; ") : "give the folder the run writes its samples to";
  return new InputError(
    "NO_SAMPLES",
    `Expected sample pictures in ${inputs.join(", ")} but all ${all.length} were left out; the first, ${first?.path}: ${first?.reason}. Next: ${next}.`,
  );
};

const isDenied = ({ reason }: Skipped): boolean => reason.includes("permission denied");
