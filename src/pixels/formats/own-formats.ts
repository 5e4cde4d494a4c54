/** Formats that sharp does not read. */
import type { Picture } from "../picture.ts";
import { bmpHeader, decodeBmp } from "./bmp.ts";
import type { PictureFormat } from "./picture-format.ts";
import { decodePnm, pnmHeader } from "./pnm.ts";
import { decodeTga, tgaHeader } from "./tga.ts";

interface OwnFormat {
  /** From the start of the file. @throws Error with a reason for people */
  size: (bytes: Buffer) => { width: number; height: number };
  /** From the whole file, once its size is known to be bearable. @throws Error with a reason for people */
  decode: (bytes: Buffer) => Picture;
}

const OWN: Partial<Record<PictureFormat, OwnFormat>> = {
  bmp: { size: bmpHeader, decode: decodeBmp },
  pnm: { size: pnmHeader, decode: decodePnm },
  tga: { size: tgaHeader, decode: decodeTga },
};

/** undefined for the formats of sharp. */
export const ownFormat = (format: PictureFormat): OwnFormat | undefined => OWN[format];
