/** The pictures that are read, by the endings of their names. */
export const PICTURE_ENDINGS = [
  ...["png", "apng", "jpg", "jpeg", "webp", "avif", "gif", "tif", "tiff"],
  ...["bmp", "ppm", "pgm", "pbm", "pnm", "tga"],
];

const PICTURE = new RegExp(`\\.(?:${PICTURE_ENDINGS.join("|")})$`, "i");
/** These keep every pixel, so gutters stay exact. */
const LOSSLESS = /\.(?:a?png|gif|tiff?|bmp|p[pgbn]m|tga)$/i;

/** By its name. */
export const isPicture = (path: string): boolean => PICTURE.test(path);

export const isLossless = (path: string): boolean => LOSSLESS.test(path);
