/** A picture as the other rooms hand it on: where it comes from, its pixels, a part of them. */

export interface Picture {
  /** height x width x 3 bytes, rows from the top. */
  pixels: Uint8Array;
  width: number;
  height: number;
}

/** A rectangle of a picture, pixels. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface PictureSize {
  width: number;
  height: number;
  /** 1 unless it is an animation. */
  frames: number;
}

/** One of the frames or pages of a file. */
interface PictureFrame {
  number: number;
  /** SHA-256 of the file, hex. */
  fileHash: () => Promise<string>;
  /** @throws Error with a reason for people */
  read: () => Promise<Picture>;
}

/** What a source gives: an encoded picture, a file that is too large to be kept, a frame of one, or pixels. */
export type PictureContent = { encoded: Buffer } | { path: string } | { frame: PictureFrame } | { picture: Picture };

/** What earlier looks at a file saw, as long as it is the same file. */
export interface SeenBefore {
  /** undefined when nothing is known. */
  get(what: string): unknown;
  /** @param value anything that JSON holds */
  set(what: string, value: unknown): void;
}

/** What is remembered of the file at an absolute path; undefined where nothing is. */
export type SeenFiles = (path: string) => SeenBefore | undefined;

/** Where a picture comes from, and how it is read. The images cut out of one picture share one source. */
export interface PictureSource {
  /** Absolute; left out where the picture is no file of its own. */
  readonly path?: string;
  /** Where it lies in a container: the absolute path of that, and what it is called in it. */
  readonly within?: { readonly file: string; readonly suffix: string };
  /** Left out, or undefined, where nothing is remembered. */
  readonly seen?: SeenBefore | undefined;
  /** Where the size is known without reading the content. @throws Error with a reason for people */
  size?: (() => Promise<PictureSize>) | undefined;
  /** Read anew each time. @throws Error with a reason for people */
  content(): Promise<PictureContent>;
}

/** The result of a look at a picture, where it is remembered without another. @param look depends on the picture alone */
export const lookOnce = async <T>({ seen }: PictureSource, what: string, look: () => Promise<T>): Promise<T> => {
  const known = seen?.get(what);
  if (known !== undefined) return known as T;
  const value = await look();
  seen?.set(what, value);
  return value;
};

/** @param box null for the whole picture */
export const cropPicture = (picture: Picture, box: Box | null): Picture => {
  if (!box) return picture;
  const pixels = new Uint8Array(box.width * box.height * 3);
  for (let row = 0; row < box.height; row++) {
    const start = ((box.top + row) * picture.width + box.left) * 3;
    pixels.set(picture.pixels.subarray(start, start + box.width * 3), row * box.width * 3);
  }
  return { pixels, width: box.width, height: box.height };
};

/**
 * Three channels, transparent pixels on white.
 * @param channels 1 grey, 2 grey with opacity, 3 RGB (comes back as it is), 4 RGB with opacity
 */
export const onWhite = (samples: Uint8Array, channels: number): Uint8Array => {
  if (channels === 3) return samples;
  const colours = channels > 2 ? 3 : 1;
  const pixels = new Uint8Array((samples.length / channels) * 3);
  for (let to = 0, from = 0; to < pixels.length; from += channels) {
    const alpha = channels === colours ? 255 : samples[from + colours]!;
    for (let channel = 0; channel < 3; channel++) {
      const value = samples[from + (colours === 3 ? channel : 0)]!;
      // Rounded down, as libvips does.
      pixels[to++] = Math.floor((value * alpha + 255 * (255 - alpha)) / 255);
    }
  }
  return pixels;
};
