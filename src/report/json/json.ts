/** The Analysis as a file. */
import type { Analysis } from "../../analysis/analysis.ts";

/** Two-space indented JSON with a line break at the end. NaN and Infinity have no JSON form and become null. */
export const renderJson = (analysis: Analysis): string => `${JSON.stringify(analysis, null, 2)}\n`;
