/**
 * Undoes the row filters of a PNG (its specification, section 9): rows that need the pixel before go pixel by pixel, all channels at once.
 * Up to 15 bytes behind a row are read, and up to 3 are written before they are written right.
 */

let step = 1;

/** @param bytes of a pixel, 1 to 4 */
export function setStep(bytes: i32): void {
  step = bytes;
}

/** @returns which of the bytes are nearest to left + above - corner, in 16 bits each (Paeth) */
function paeth(left: v128, above: v128, corner: v128): v128 {
  const toAbove = i16x8.sub(left, corner);
  const toLeft = i16x8.sub(above, corner);
  const corners = i16x8.abs(i16x8.add(toAbove, toLeft));
  const lefts = i16x8.abs(toLeft);
  const aboves = i16x8.abs(toAbove);
  const least = i16x8.min_s(corners, i16x8.min_s(lefts, aboves));
  return v128.bitselect(left, v128.bitselect(above, corner, i16x8.eq(aboves, least)), i16x8.eq(lefts, least));
}

/**
 * @param filtered a byte that names the filter of each row, and `stride` bytes of samples
 * @param rows where the samples go, one row after the other; before them stands the row above the first
 * @returns 0 where a filter is none of the five
 */
export function unfilterRows(filtered: usize, rows: usize, stride: i32, height: i32): i32 {
  const low = i16x8.splat(0xff);
  for (let y = 0; y < height; y++) {
    const filter = load<u8>(filtered++);
    let above = rows - stride;
    const end = rows + stride;
    const next = filtered + stride;
    if (filter === 0) {
      memory.copy(rows, filtered, stride);
    } else if (filter === 2) {
      // Only whole blocks: what stands behind the row is not to be read as its own.
      for (const last = end - (stride & 15); rows < last; rows += 16, above += 16, filtered += 16)
        v128.store(rows, i8x16.add(v128.load(filtered), v128.load(above)));
      for (; rows < end; rows++, above++, filtered++) store<u8>(rows, load<u8>(filtered) + load<u8>(above));
    } else if (filter === 1) {
      let left = i8x16.splat(0);
      for (; rows < end; rows += step, filtered += step) {
        left = i8x16.add(left, v128.load_zero<u32>(filtered));
        v128.store_lane<u32>(rows, left, 0);
      }
    } else if (filter === 3) {
      let left = i16x8.splat(0);
      for (; rows < end; rows += step, above += step, filtered += step) {
        const both = i16x8.add(left, i16x8.extend_low_i8x16_u(v128.load_zero<u32>(above)));
        const sample = i16x8.extend_low_i8x16_u(v128.load_zero<u32>(filtered));
        left = v128.and(i16x8.add(sample, i16x8.shr_u(both, 1)), low);
        v128.store_lane<u32>(rows, i8x16.narrow_i16x8_u(left, left), 0);
      }
    } else if (filter === 4) {
      let left = i16x8.splat(0);
      let corner = i16x8.splat(0);
      for (; rows < end; rows += step, above += step, filtered += step) {
        const over = i16x8.extend_low_i8x16_u(v128.load_zero<u32>(above));
        const sample = i16x8.extend_low_i8x16_u(v128.load_zero<u32>(filtered));
        left = v128.and(i16x8.add(sample, paeth(left, over, corner)), low);
        corner = over;
        v128.store_lane<u32>(rows, i8x16.narrow_i16x8_u(left, left), 0);
      }
    } else return 0;
    rows = end;
    filtered = next;
  }
  return 1;
}
