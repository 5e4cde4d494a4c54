/** The tool's own drawings as pictures. */
import sharp from "sharp";
import { tunedSharp } from "./tuned-sharp.ts";

/** SVG of strangers is refused everywhere (see main.ts), so the reader of it is opened for the tool's own only. */
const READER = { operation: ["VipsForeignLoadSvg"] };
/** Points an inch; 72 would be a pixel a point. */
const DENSITY = 216;

/** @param svg made by this tool @returns a PNG on white, of three times its size */
export const rasterize = async (svg: string): Promise<Uint8Array> => {
  sharp.unblock(READER);
  try {
    return await tunedSharp(Buffer.from(svg), { density: DENSITY }).flatten({ background: "#fff" }).png().toBuffer();
  } finally {
    sharp.block(READER);
  }
};
