/** What the tool ends with, beside 0 and what a verdict says. */
export const USAGE_ERROR = 2;
export const NOT_MEASURED = 3;
