/** Rows of an image moved by a fraction of pixels, bilinear, borders repeated. */

export class ShiftedRows {
  readonly #size: number;
  /** Places of the left and the right neighbour in a row of pixels. */
  readonly #left: Int32Array;
  readonly #right: Int32Array;
  #upper: Float64Array;
  #lower: Float64Array;
  readonly #row: Float32Array;

  constructor(size: number) {
    this.#size = size;
    this.#left = new Int32Array(size);
    this.#right = new Int32Array(size);
    this.#upper = new Float64Array(3 * size);
    this.#lower = new Float64Array(3 * size);
    this.#row = new Float32Array(3 * size);
  }

  /**
   * Calls `each` with every row, from the top: size x 3 values in 0..1, valid during the call.
   * @param pixels size x size x 3, RGB
   */
  visit(
    pixels: Uint8Array,
    { right, down }: { right: number; down: number },
    each: (row: Float32Array, y: number) => void,
  ): void {
    const size = this.#size;
    const last = size - 1;
    const clamp = (value: number) => Math.max(0, Math.min(last, value));
    const top = Math.floor(-down);
    const start = Math.floor(-right);
    const below = -down - top;
    const toRight = -right - start;
    for (let x = 0; x < size; x++) {
      this.#left[x] = 3 * clamp(x + start);
      this.#right[x] = 3 * clamp(x + start + 1);
    }
    const row = this.#row;
    this.#blendColumns(pixels, clamp(top), toRight, this.#lower);
    for (let y = 0; y < size; y++) {
      // The row below becomes the one above.
      const upper = this.#lower;
      const lower = this.#upper;
      this.#upper = upper;
      this.#lower = lower;
      this.#blendColumns(pixels, clamp(y + top + 1), toRight, lower);
      for (let at = 0; at < row.length; at++) row[at] = (upper[at]! * (1 - below) + lower[at]! * below) / 255;
      each(row, y);
    }
  }

  #blendColumns(pixels: Uint8Array, y: number, toRight: number, into: Float64Array): void {
    const start = y * this.#size * 3;
    const toLeft = 1 - toRight;
    const left = this.#left;
    const right = this.#right;
    for (let x = 0, at = 0; x < left.length; x++, at += 3) {
      const a = start + left[x]!;
      const b = start + right[x]!;
      into[at] = pixels[a]! * toLeft + pixels[b]! * toRight;
      into[at + 1] = pixels[a + 1]! * toLeft + pixels[b + 1]! * toRight;
      into[at + 2] = pixels[a + 2]! * toLeft + pixels[b + 2]! * toRight;
    }
  }
}
