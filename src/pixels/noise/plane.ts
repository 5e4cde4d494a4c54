/** One number per pixel: lightness or a colour difference of a picture, and the parts of it that are compared. */

export interface Plane {
  /** height x width, rows from the top. */
  values: Float64Array;
  width: number;
  height: number;
}

/** The middle, at most `side` pixels a side. */
export const middleOf = (plane: Plane, side: number): Plane => {
  const width = Math.min(plane.width, side);
  const height = Math.min(plane.height, side);
  if (width === plane.width && height === plane.height) return plane;
  const left = Math.floor((plane.width - width) / 2);
  const top = Math.floor((plane.height - height) / 2);
  const values = new Float64Array(width * height);
  for (let row = 0; row < height; row++) {
    const start = (top + row) * plane.width + left;
    values.set(plane.values.subarray(start, start + width), row * width);
  }
  return { values, width, height };
};

/** Mean 0, mean square 1; null when nothing varies. */
export const standardised = ({ values, width, height }: Plane): Plane | null => {
  const { mean, spread } = momentsOf(values);
  return spread < 1e-9 ? null : { values: values.map((value) => (value - mean) / spread), width, height };
};

/** Mean and standard deviation. */
export const momentsOf = (values: Float64Array): { mean: number; spread: number } => {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at]!;
  const mean = sum / values.length;
  let squares = 0;
  for (let at = 0; at < values.length; at++) squares += (values[at]! - mean) ** 2;
  return { mean, spread: Math.sqrt(squares / values.length) };
};

/** side x side means of about equal parts. */
export const blockMeans = ({ values, width, height }: Plane, side: number): Float64Array => {
  const edge = (index: number, length: number) => Math.round((index * length) / side);
  const means = new Float64Array(side * side);
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++) {
      const [top, bottom] = [edge(row, height), edge(row + 1, height)];
      const [left, right] = [edge(column, width), edge(column + 1, width)];
      let sum = 0;
      for (let y = top; y < bottom; y++)
        for (let at = y * width + left; at < y * width + right; at++) sum += values[at]!;
      means[row * side + column] = sum / ((bottom - top) * (right - left));
    }
  return means;
};
