/** What a check gives, as a file. */
import type { Result } from "../runs.ts";

/** Two-space indented JSON with a line break at the end. NaN and Infinity have no JSON form and become null. */
export const renderJson = (result: Result): string => `${JSON.stringify(result, null, 2)}\n`;
