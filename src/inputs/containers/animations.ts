/** Pictures of several frames or pages: each is a checkpoint of the run. */
import { readFile } from "node:fs/promises";
import type { Skipped } from "../../analysis/analysis.ts";
import { AnimationFrames } from "../../pixels/animation-frames.ts";
import { drawApng, parseApng } from "../../pixels/formats/apng.ts";
import { pictureFormat } from "../../pixels/formats/picture-format.ts";
import type { Picture } from "../../pixels/picture.ts";
import { PictureFile } from "../../pixels/picture-file.ts";
import { hashOf, headerSize, readPage } from "../../pixels/read-picture.ts";
import { readStart } from "../../pixels/read-start.ts";
import type { Container, ContainerKind, ContainerMember } from "./container.ts";

/** Of each file. A run keeps tens, at most some hundreds of samples. */
const MOST_FRAMES = 500;
/** Of all frames together: 500 of 730 x 730 pixels, about ten seconds of drawing. */
const MOST_PIXELS = 2 ** 28;
/** Of one frame: 4096 x 4096. Sheets of an animation are figures, far smaller. */
const LARGEST_FRAME = 2 ** 24;
/** Bytes that tell what a file is. */
const ENOUGH = 64;

interface Size {
  width: number;
  height: number;
}

/** How many frames of this size are read. @throws Error with a reason for people */
const mostOf = ({ width, height }: Size): number => {
  if (width * height > LARGEST_FRAME)
    throw new Error(
      `an animation of ${width} x ${height} pixels is too large (${LARGEST_FRAME} pixels are the most); save its frames as pictures`,
    );
  return Math.min(MOST_FRAMES, Math.floor(MOST_PIXELS / (width * height)));
};

const member = (unit: string, number: number, read: ContainerMember["read"]): ContainerMember => ({
  suffix: `/${unit}_${number}`,
  named: { step: number, unit, worded: true },
  read,
});

const tooMany = (unit: string, most: number): Skipped => ({
  path: "",
  reason: `${unit}s from ${most} on: only so many of this size are read`,
});

/** The hash of a file, read once. */
const hashOnce = (path: string): (() => Promise<string>) => {
  let hash: Promise<string> | undefined;
  return () => (hash ??= hashOf({ path }));
};

const openFrames = async (path: string): Promise<Container> => {
  const { frames, ...size } = await new PictureFile(path).size();
  const most = mostOf(size);
  const count = Math.min(frames, most);
  const drawn = new AnimationFrames(path, size, count);
  const fileHash = hashOnce(path);
  return {
    members: Array.from({ length: count }, (_, number) =>
      member("frame", number, async () => ({ frame: { number, fileHash, read: () => drawn.read(number) } })),
    ),
    refused: frames > most ? [tooMany("frame", most)] : [],
    heldBytes: 0,
    size,
  };
};

/** Pages may be small copies of the first one. Each is read by itself, so their number alone is bounded. */
const openPages = async (path: string): Promise<Container> => {
  const { frames: pages, ...size } = await new PictureFile(path).size();
  const most = Math.min(MOST_FRAMES, Math.max(1, Math.floor(MOST_PIXELS / (size.width * size.height))));
  const fileHash = hashOnce(path);
  const members: ContainerMember[] = [];
  const refused: Skipped[] = pages > most ? [tooMany("page", most)] : [];
  for (let page = 0; page < Math.min(pages, most); page++) {
    const own = page === 0 ? size : await headerSize(path, page).catch(() => null);
    const isAlike = own?.width === size.width && own.height === size.height;
    const frame = { number: page, fileHash, read: () => readPage(path, page) };
    if (isAlike) members.push(member("page", page, async () => ({ frame })));
    else
      refused.push({
        path: `/page_${page}`,
        reason: "a page of another size than the first, or one that can not be read",
      });
  }
  return { members, refused, heldBytes: 0, size };
};

const openApng = async (path: string): Promise<Container> => {
  const most = mostOf(await new PictureFile(path).size());
  const animation = parseApng(await readFile(path), most);
  const { width, height, frames, more } = animation;
  const frameAt = inOrder(() => drawApng(animation));
  return {
    members: frames.map((_, frame) => member("frame", frame, async () => ({ picture: await frameAt(frame) }))),
    refused: more ? [tooMany("frame", most)] : [],
    heldBytes: frames.reduce((sum, { data }) => sum + data.reduce((bytes, part) => bytes + part.length, 0), 0),
    size: { width, height },
  };
};

/** Frames that are asked for one after the other are drawn once; going back draws from the first one again. */
const inOrder = (draw: () => AsyncGenerator<Picture>): ((frame: number) => Promise<Picture>) => {
  let frames = draw();
  let next = 0;
  let last: Picture | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  const reach = async (frame: number): Promise<Picture> => {
    if (frame < next - 1 || !last) {
      frames = draw();
      next = 0;
      last = null;
    }
    while (next <= frame) {
      const drawn = await frames.next();
      if (drawn.done) throw new Error("the frame can not be drawn");
      last = drawn.value;
      next++;
    }
    return last!;
  };
  return (frame) => {
    const result = queue.then(() => reach(frame));
    queue = result.catch(() => null);
    return result;
  };
};

/** By what the file is: its name may say another kind. */
export const ANIMATION: ContainerKind = {
  name: "animation",
  pattern: /\.(?:gif|webp|a?png|tiff?)$/i,
  open: async (path) => {
    const { bytes } = await readStart(path, ENOUGH);
    const format = pictureFormat(bytes);
    if (format === "png") return openApng(path);
    return format === "tiff" ? openPages(path) : openFrames(path);
  },
};
