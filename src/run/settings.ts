/** What was asked for, as the Analysis tells it. */
import type { Settings } from "../analysis/analysis.ts";
import type { Order } from "./options.ts";

export const settingsOf = (order: Order): Settings => ({
  inputs: order.images ? ["images in memory"] : [...order.inputs],
  scores: order.scores.join(", ") || null,
  ...(typeof order.reference !== "string"
    ? {}
    : { reference: { source: order.reference, limit: order.referenceLimit } }),
  ...(order.classes === undefined ? {} : { classes: order.classes }),
  grid: order.grid ? { ...order.grid, padding: order.padding ?? null } : null,
  device: order.device,
  failOn: order.failOn,
  ...(order.config === undefined ? {} : { config: order.config }),
  options: Object.entries(order)
    .filter(([name, value]) => value !== undefined && !TOLD_ELSEWHERE.has(name))
    .map(([name, value]) => ({ name, value: JSON.stringify(value) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1)),
});

/** In fields of their own, or nothing that could be written down. */
const TOLD_ELSEWHERE: ReadonlySet<string> = new Set([
  "inputs",
  "images",
  "scores",
  "grid",
  "padding",
  "device",
  "failOn",
  "classes",
  "config",
  "assertions",
  "onCheckpoint",
  "onProgress",
  "signal",
  // Where things lie on this machine is nobody else's business.
  "cache",
  "verifyCache",
  "modelFolder",
]);
