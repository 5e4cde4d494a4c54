/** The picture on the tab: the state as a colour and as a shape, since not everybody tells the colours apart. */
import type { StateTone } from "./states.ts";

const SHAPES: Record<StateTone, string> = {
  fail: '<path fill="#c5221f" d="M16 1 31 29H1Z"/><path stroke="#fff" d="M16 11v8m0 5v0"/>',
  warn: '<path fill="#b06000" d="M16 1 31 16 16 31 1 16Z"/><path stroke="#fff" d="M16 9v8m0 6v0"/>',
  info: '<circle fill="#5f6670" cx="16" cy="16" r="15"/><path stroke="#fff" d="M16 8v8l5 4"/>',
  pass: '<circle fill="#1b7f45" cx="16" cy="16" r="15"/><path stroke="#fff" d="m9 17 5 5 9-11"/>',
};

/** @returns a data URI */
export const iconOf = (tone: StateTone): string =>
  `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none" stroke-width="4" stroke-linecap="round" stroke-linejoin="round">${SHAPES[tone]}</svg>`,
  ).replaceAll("'", "%27")}`;
