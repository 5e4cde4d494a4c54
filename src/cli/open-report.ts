/** Shows a report to the person who asked for it: on a terminal outside CI. */

/** Why a report is not opened, null when it can be. */
export const reasonNotToOpen = (isTerminal: boolean, { CI }: NodeJS.ProcessEnv): string | null => {
  if (CI !== undefined && CI !== "" && CI !== "false") return "this is CI";
  return isTerminal ? null : "the output is no terminal";
};

/** Why it could not be opened, null when a program was started. */
export const openReport = async (path: string): Promise<string | null> => {
  const { default: open } = await import("open");
  return open(path).then(
    (program) => {
      program.unref();
      return null;
    },
    (error: Error) => `no browser could be started (${error.message}); open the file yourself`,
  );
};
