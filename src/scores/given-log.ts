import { statOrNull } from "../kit/file-kind.ts";

/** Path of a score log as it is given: `name=path` names the quantity of a file that holds one, unless the whole is a file. */
export const pathOfLog = (given: string): string =>
  statOrNull(given) === null ? given.slice(given.indexOf("=") + 1) : given;
