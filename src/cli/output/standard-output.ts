/** The standard output of every command: a reader that has gone is no failure, a full disk is one, and neither is a stack. */
import { plain } from "../../report/words.ts";
import { writingReason } from "./destination.ts";

let failure: NodeJS.ErrnoException | null = null;

/** What breaks on either stream is kept here instead of ending the process. */
export const watchStandardStreams = (): void => {
  process.stdout.on("error", (error) => {
    failure ??= error;
  });
  // There is nowhere left to say it.
  process.stderr.on("error", () => {});
};

/** Returns when it is written, or can not be. */
export const writeStandardOutput = async (content: string | Uint8Array | Iterable<string>): Promise<void> => {
  for (const piece of typeof content === "string" || content instanceof Uint8Array ? [content] : content)
    await new Promise<void>((resolve) => {
      process.stdout.write(piece, () => resolve());
    });
};

/** @returns the exit code: that of the command unless its output was lost */
export const endStandardOutput = async (exitCode: number, notWritten: number): Promise<number> => {
  await writeStandardOutput("");
  // The error itself is told on the next turn.
  await new Promise(setImmediate);
  // Who closes a pipe has read enough.
  if (failure === null || failure.code === "EPIPE") return exitCode;
  process.stderr.write(
    `error: Expected to write to the standard output but could not: ${plain(writingReason(failure))}. Next: send it to a place with room.\n`,
  );
  return notWritten;
};
