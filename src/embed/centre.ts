/**
 * Shifts an image so that the centre of its structure lies in the middle: two copies of one picture that differ by a shift
 * then meet. The centre is the centroid of the squared gradient of the blurred grey image, the shift at most 10 pixels.
 */
const BLUR_SIGMA = 1.5;
const BLUR_RADIUS = 6;
const LARGEST_SHIFT = 10;

const BLUR_KERNEL = ((): Float64Array => {
  const weights = Float64Array.from({ length: 2 * BLUR_RADIUS + 1 }, (_, index) =>
    Math.exp(-((index - BLUR_RADIUS) ** 2) / (2 * BLUR_SIGMA ** 2)),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
})();

/** Index mirrored at the borders without repeating the border pixel. */
const mirror = (index: number, size: number): number =>
  index < 0 ? -index : index >= size ? 2 * size - 2 - index : index;

/** One-dimensional convolution along rows (step 1) or columns (step size). */
const blur = (source: Float64Array, size: number, along: number, across: number): Float64Array => {
  const result = new Float64Array(size * size);
  const padded = new Float64Array(size + 2 * BLUR_RADIUS);
  for (let line = 0; line < size; line++) {
    for (let position = 0; position < padded.length; position++)
      padded[position] = source[line * across + mirror(position - BLUR_RADIUS, size) * along]!;
    for (let position = 0; position < size; position++) {
      let sum = 0;
      for (let tap = 0; tap <= 2 * BLUR_RADIUS; tap++) sum += BLUR_KERNEL[tap]! * padded[position + tap]!;
      result[line * across + position * along] = sum;
    }
  }
  return result;
};

/** Pixels to move right and down, each in [-10, 10]. @param pixels size x size x 3, RGB */
export const centringShift = (pixels: Uint8Array, size: number): { right: number; down: number } => {
  const grey = new Float64Array(size * size);
  for (let index = 0; index < grey.length; index++)
    grey[index] = (pixels[index * 3]! + pixels[index * 3 + 1]! + pixels[index * 3 + 2]!) / 3;
  const smooth = blur(blur(grey, size, 1, size), size, size, 1);

  let total = 1e-6;
  let sumX = 0;
  let sumY = 0;
  for (let y = 0; y < size; y++) {
    const above = mirror(y - 1, size) * size;
    const here = y * size;
    const below = mirror(y + 1, size) * size;
    for (let x = 0; x < size; x++) {
      const left = mirror(x - 1, size);
      const right = mirror(x + 1, size);
      const topLeft = smooth[above + left]!;
      const topRight = smooth[above + right]!;
      const bottomLeft = smooth[below + left]!;
      const bottomRight = smooth[below + right]!;
      const gradientX =
        topRight - topLeft + bottomRight - bottomLeft + 2 * (smooth[here + right]! - smooth[here + left]!);
      const gradientY = bottomLeft - topLeft + bottomRight - topRight + 2 * (smooth[below + x]! - smooth[above + x]!);
      const energy = gradientX * gradientX + gradientY * gradientY;
      total += energy;
      sumX += energy * x;
      sumY += energy * y;
    }
  }
  const clip = (value: number) => Math.max(-LARGEST_SHIFT, Math.min(LARGEST_SHIFT, value));
  const middle = (size - 1) / 2;
  return { right: clip(middle - sumX / total), down: clip(middle - sumY / total) };
};

/** The image moved by a fraction of pixels, bilinear, borders repeated. @returns size x size x 3 in 0..1 */
export const shiftImage = (
  pixels: Uint8Array,
  size: number,
  { right, down }: { right: number; down: number },
): Float32Array => {
  const result = new Float32Array(size * size * 3);
  const clamp = (value: number) => Math.max(0, Math.min(size - 1, value));
  const top = Math.floor(-down);
  const left = Math.floor(-right);
  const weightBelow = -down - top;
  const weightRight = -right - left;
  for (let y = 0; y < size; y++) {
    const rowAbove = clamp(y + top) * size;
    const rowBelow = clamp(y + top + 1) * size;
    for (let x = 0; x < size; x++) {
      const columnLeft = clamp(x + left);
      const columnRight = clamp(x + left + 1);
      for (let channel = 0; channel < 3; channel++) {
        const above =
          pixels[(rowAbove + columnLeft) * 3 + channel]! * (1 - weightRight) +
          pixels[(rowAbove + columnRight) * 3 + channel]! * weightRight;
        const below =
          pixels[(rowBelow + columnLeft) * 3 + channel]! * (1 - weightRight) +
          pixels[(rowBelow + columnRight) * 3 + channel]! * weightRight;
        result[(y * size + x) * 3 + channel] = (above * (1 - weightBelow) + below * weightBelow) / 255;
      }
    }
  }
  return result;
};
