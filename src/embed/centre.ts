/**
 * Where the centre of an image's structure lies: two copies of one picture that differ by a shift meet once each is moved so
 * that this centre is in the middle. It is the centroid of the squared gradient (Sobel) of the blurred grey image, the shift
 * at most 10 pixels. Borders are mirrored without repeating the border pixel.
 */
const BLUR_SIGMA = 1.5;
const LARGEST_SHIFT = 10;
/** Pixels on each side that the blur sees; its loops are written out for it. */
const RADIUS = 6;

/** Weights of the Gaussian from its middle outwards; the whole of it sums to 1. */
const [W0, W1, W2, W3, W4, W5, W6] = ((): readonly number[] => {
  const weights = Array.from({ length: RADIUS + 1 }, (_, distance) =>
    Math.exp(-(distance ** 2) / (2 * BLUR_SIGMA ** 2)),
  );
  const total = weights.reduce((sum, weight, distance) => sum + (distance === 0 ? weight : 2 * weight), 0);
  return weights.map((weight) => weight / total);
})() as [number, number, number, number, number, number, number];

/** Working memory for images of one size, kept between images. */
interface Scratch {
  size: number;
  /** One row with RADIUS mirrored pixels on each side. */
  row: Float64Array;
  /** Blurred along the rows, with RADIUS mirrored rows on each side. */
  across: Float64Array;
  /** Blurred in both directions, with one mirrored row and column on each side. */
  smooth: Float64Array;
}

let scratch: Scratch | undefined;

const scratchFor = (size: number): Scratch => {
  if (scratch?.size !== size)
    scratch = {
      size,
      row: new Float64Array(size + 2 * RADIUS),
      across: new Float64Array(size * (size + 2 * RADIUS)),
      smooth: new Float64Array((size + 2) ** 2),
    };
  return scratch;
};

/** Pixels to move right and down, each in [-10, 10]. @param pixels size x size x 3, RGB; size at least 7 */
export const centringShift = (pixels: Uint8Array, size: number): { right: number; down: number } => {
  const memory = scratchFor(size);
  blurRows(pixels, memory);
  blurColumns(memory);
  const { x, y } = gradientCentroid(memory);
  const clip = (value: number) => Math.max(-LARGEST_SHIFT, Math.min(LARGEST_SHIFT, value));
  const middle = (size - 1) / 2;
  return { right: clip(middle - x), down: clip(middle - y) };
};

const blurRows = (pixels: Uint8Array, { size, row, across }: Scratch): void => {
  for (let y = 0; y < size; y++) {
    for (let x = 0, at = y * size * 3; x < size; x++, at += 3)
      row[RADIUS + x] = (pixels[at]! + pixels[at + 1]! + pixels[at + 2]!) / 3;
    for (let step = 1; step <= RADIUS; step++) {
      row[RADIUS - step] = row[RADIUS + step]!;
      row[RADIUS + size - 1 + step] = row[RADIUS + size - 1 - step]!;
    }
    const start = (y + RADIUS) * size;
    for (let x = 0; x < size; x++)
      across[start + x] =
        W0 * row[x + 6]! +
        W1 * (row[x + 5]! + row[x + 7]!) +
        W2 * (row[x + 4]! + row[x + 8]!) +
        W3 * (row[x + 3]! + row[x + 9]!) +
        W4 * (row[x + 2]! + row[x + 10]!) +
        W5 * (row[x + 1]! + row[x + 11]!) +
        W6 * (row[x]! + row[x + 12]!);
  }
  for (let step = 1; step <= RADIUS; step++) {
    across.copyWithin((RADIUS - step) * size, (RADIUS + step) * size, (RADIUS + step + 1) * size);
    const last = RADIUS + size - 1;
    across.copyWithin((last + step) * size, (last - step) * size, (last - step + 1) * size);
  }
};

const blurColumns = ({ size, across, smooth }: Scratch): void => {
  const width = size + 2;
  const size2 = 2 * size;
  const size3 = 3 * size;
  const size4 = 4 * size;
  const size5 = 5 * size;
  const size6 = 6 * size;
  for (let y = 0; y < size; y++) {
    const start = (y + 1) * width + 1;
    for (let x = 0, at = (y + RADIUS) * size; x < size; x++, at++)
      smooth[start + x] =
        W0 * across[at]! +
        W1 * (across[at - size]! + across[at + size]!) +
        W2 * (across[at - size2]! + across[at + size2]!) +
        W3 * (across[at - size3]! + across[at + size3]!) +
        W4 * (across[at - size4]! + across[at + size4]!) +
        W5 * (across[at - size5]! + across[at + size5]!) +
        W6 * (across[at - size6]! + across[at + size6]!);
    smooth[start - 1] = smooth[start + 1]!;
    smooth[start + size] = smooth[start + size - 2]!;
  }
  smooth.copyWithin(0, 2 * width, 3 * width);
  smooth.copyWithin((size + 1) * width, (size - 1) * width, size * width);
};

const gradientCentroid = ({ size, smooth }: Scratch): { x: number; y: number } => {
  const width = size + 2;
  let total = 1e-6;
  let sumX = 0;
  let sumY = 0;
  for (let y = 0; y < size; y++) {
    const above = y * width;
    const here = above + width;
    const below = here + width;
    let rowTotal = 0;
    // Columns left of, at and right of x; moving on, only the right one is read.
    let topLeft = smooth[above]!;
    let midLeft = smooth[here]!;
    let lowLeft = smooth[below]!;
    let top = smooth[above + 1]!;
    let mid = smooth[here + 1]!;
    let low = smooth[below + 1]!;
    for (let x = 0; x < size; x++) {
      const topRight = smooth[above + x + 2]!;
      const midRight = smooth[here + x + 2]!;
      const lowRight = smooth[below + x + 2]!;
      const gradientX = topRight - topLeft + lowRight - lowLeft + 2 * (midRight - midLeft);
      const gradientY = lowLeft - topLeft + lowRight - topRight + 2 * (low - top);
      const energy = gradientX * gradientX + gradientY * gradientY;
      rowTotal += energy;
      sumX += energy * x;
      topLeft = top;
      midLeft = mid;
      lowLeft = low;
      top = topRight;
      mid = midRight;
      low = lowRight;
    }
    total += rowTotal;
    sumY += rowTotal * y;
  }
  return { x: sumX / total, y: sumY / total };
};
