/** All outputs of one command: refused where one would destroy an input, tried before the work, written one by one after it. */
import { type GanDiversityError, InputError, UsageError } from "../../errors.ts";
import { plain } from "../../report/words.ts";
import { assertWritable, type Destination, destinationOf, STANDARD_OUTPUT } from "./destination.ts";
import { type Content, writeOutput } from "./write-output.ts";

export interface Wanted {
  /** "--html" */
  flag: string;
  /** As the user named it. */
  given: string;
}

/** Which input a file is, in words; null when it is none. */
type ReadAs = (file: string) => Promise<string | null>;

/** @throws UsageError before anything is measured, when an output is an input or two are one file */
export const openOutputs = async (wanted: readonly Wanted[], readAs: ReadAs): Promise<Outputs> => {
  const taken = new Map<string, string>();
  for (const { flag, given } of wanted) {
    const destination = await destinationOf(given).catch(inputErrorOf);
    if (destination instanceof InputError) continue;
    const place = placeOf(destination);
    const other = place === null ? undefined : taken.get(place);
    if (other !== undefined)
      throw new UsageError(
        `Expected a file of its own for ${flag} but ${given} is where ${other} goes. Next: name another file`,
      );
    if (place !== null) taken.set(place, flag);
    const input = destination.kind === "file" && destination.before ? await readAs(destination.path) : null;
    if (input !== null)
      throw new UsageError(
        `Expected a file for ${flag} that is not read but ${given} is ${input}, which would be lost. Next: name another file`,
      );
  }
  const outputs = new Outputs(taken.has(STANDARD_OUTPUT));
  for (const { given } of wanted) await outputs.try(given);
  return outputs;
};

/** null where two outputs do not harm each other. */
const placeOf = (destination: Destination): string | null => {
  if (destination.kind === "standard output") return STANDARD_OUTPUT;
  return destination.kind === "stream" && !destination.isPipe ? null : destination.path;
};

const inputErrorOf = (error: unknown): InputError => {
  if (error instanceof InputError) return error;
  throw error;
};

export class Outputs {
  /** One of them takes the place of the text. */
  readonly hasStandardOutput: boolean;
  #areWritten = true;

  constructor(hasStandardOutput: boolean) {
    this.hasStandardOutput = hasStandardOutput;
  }

  /** What can not be written does not take the verdict with it, but is said while there is time to mend it. */
  async try(given: string): Promise<void> {
    try {
      await assertWritable(await destinationOf(given));
    } catch (error) {
      say("warning", inputErrorOf(error));
      process.stderr.write("It is tried again when all is measured.\n");
    }
  }

  /** @returns whether it was written; if not, the reason was said */
  async write({ given }: Wanted, content: Content): Promise<boolean> {
    try {
      await writeOutput(await destinationOf(given), content);
      return true;
    } catch (error) {
      this.lose(inputErrorOf(error));
      return false;
    }
  }

  /** What was to be written can not be made: said, and the exit code tells it. */
  lose(error: GanDiversityError): void {
    say("error", error);
    this.#areWritten = false;
  }

  /** @param exitCode of the command when every output was written */
  exitCode(exitCode: number, notWritten: number): number {
    return this.#areWritten ? exitCode : notWritten;
  }
}

const say = (what: string, error: GanDiversityError): void => {
  process.stderr.write(`${what}: ${plain(error.inFlags)}\n`);
};
