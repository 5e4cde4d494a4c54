import picocolors from "picocolors";

const DEFAULT_WIDTH = 80;

/** Colours only on a terminal that wants them (NO_COLOR, FORCE_COLOR and TERM are respected). */
export const terminalStyle = (stream: NodeJS.WriteStream): { color: boolean; width: number } => ({
  color: picocolors.isColorSupported && (stream.isTTY || process.env.FORCE_COLOR !== undefined),
  width: stream.columns ?? DEFAULT_WIDTH,
});
