/** What came of reading an input: a refusal has a reason for people, and is no fault of the program. */
import { GanDiversityError } from "../src/errors.ts";

/** Errors of the language, which no parser means. */
const FAULTS = [TypeError, RangeError, ReferenceError, SyntaxError];

/** `what` went wrong where it was neither read nor refused. */
export const resultOf = async (read: () => Promise<unknown>): Promise<"read" | "refused" | { what: string }> => {
  try {
    await read();
    return "read";
  } catch (error) {
    const isReason =
      error instanceof GanDiversityError || (error instanceof Error && !FAULTS.some((kind) => error instanceof kind));
    return isReason && error.message !== "" ? "refused" : { what: (error as Error)?.stack ?? String(error) };
  }
};
