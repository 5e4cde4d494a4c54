/** Errors a user can act on. Each situation has a stable code and knows its exit code; the stack is shown only with --debug. */
export class GanDiversityError extends Error {
  readonly code: string;
  readonly exitCode: number;

  constructor(code: string, exitCode: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
    this.exitCode = exitCode;
  }
}

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

/** Builds the sentence used for every bad option: what was expected, for what, and what came. */
export const expected = (what: string, name: string, received: unknown): UsageError =>
  new UsageError(`Expected ${what} for ${name} but received ${JSON.stringify(received)}`);
