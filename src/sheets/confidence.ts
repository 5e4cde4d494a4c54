/**
 * How sure a layout is, in [0, 1], by what shows it. Ordered by how often each kind of evidence was right on sheets of
 * known layout (docs/layouts.md); these are grades, not measured frequencies.
 */
export const CONFIDENCE = {
  /** The user said so. */
  given: 1,
  /** Every line between the tiles has one colour, and networks produce tiles of this size. */
  usualGutters: 0.99,
  figure: 0.95,
  /** The same with an odd tile size. */
  oddGutters: 0.9,
  /** Gutters that were scaled with the picture. */
  scaledGutters: 0.9,
  /** Drawings at equal distances on the figure's own colour. */
  drawings: 0.8,
  /** Seams in both directions. */
  seams: 0.9,
  /** Seams in one direction, and the sheet repeats itself in both. */
  seamsAndPeriod: 0.85,
  /** The sheet repeats itself in both directions, and the borders of its tiles differ from the lines inside them. */
  period: 0.75,
  /** The sheet is the same again and again; where a tile starts can not be seen. */
  sameTiles: 0.65,
  /** Nothing is seen, but the sheet has just the size at which PGGAN and the StyleGANs fill a screen. */
  screenful: 0.55,
  /** Nothing is seen, but only one usual tile size divides a long picture. */
  longDivisor: 0.55,
  /** The same for a picture that is not long. */
  divisor: 0.4,
  /** Enough to suggest, not to cut. */
  hint: 0.3,
} as const;

/** Below it the layout is asked for. */
export const ASK_BELOW = 0.5;
/** Below it only names that say "one sheet per step" let a picture be cut. */
export const CUT_UNNAMED_FROM = 0.85;
