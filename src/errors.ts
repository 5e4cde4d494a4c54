/**
 * Errors a user can act on. Each situation has a stable code and knows its exit code; the stack is shown only with --debug.
 * Sentences are written with the flags of the command line (`--threshold`); who uses the library reads the names of its options.
 */
export class GanDiversityError extends Error {
  readonly code: string;
  readonly exitCode: number;
  readonly #sentence: string;

  /** @param sentence with flags */
  constructor(code: string, exitCode: number, sentence: string, options?: ErrorOptions) {
    super(
      sentence.replace(FLAG, (flag) => `\`${optionOf(flag)}\``),
      options,
    );
    this.name = new.target.name;
    this.code = code;
    this.exitCode = exitCode;
    this.#sentence = sentence;
  }

  /** The message for the command line: options by their flags. */
  get inFlags(): string {
    return this.#sentence;
  }
}

/** At the start of a word, so that file names keep theirs, and not in a command that is to be run. */
const FLAG = /(?<![^\s("]|check (?:\.\.\. )?)--[a-z]+(?:-[a-z]+)*/g;

/** Options that the command line calls otherwise. */
const OTHER_FLAGS: Readonly<Record<string, string>> = {
  cache: "--cache-dir",
  maxMegabytes: "--max-report-mb",
  thumbnails: "--report-thumbnails",
};

/** `modelInputSize` -> `--model-input-size` */
export const flagOf = (option: string): string =>
  OTHER_FLAGS[option] ?? `--${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

const optionOf = (flag: string): string =>
  Object.keys(OTHER_FLAGS).find((option) => OTHER_FLAGS[option] === flag) ??
  flag.slice(2).replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Wrong usage: an option or argument that can not mean anything. Exit code 2. */
export class UsageError extends GanDiversityError {
  constructor(message: string, options?: ErrorOptions) {
    super("USAGE", 2, message, options);
  }
}

/** The input exists but can not be measured, or does not exist. Exit code 3. */
export class InputError extends GanDiversityError {
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(code, 3, message, options);
  }
}

/** A tensor runtime was asked for and is not there, or failed. Exit code 3. */
export class BackendError extends GanDiversityError {
  constructor(message: string, options?: ErrorOptions) {
    super("BACKEND", 3, message, options);
  }
}
