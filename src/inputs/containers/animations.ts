/** Pictures of several frames or pages: each is a checkpoint of the run. */
import { readFile } from "node:fs/promises";
import type { Skipped } from "../../analysis/analysis.ts";
import { drawApng, parseApng } from "../../pixels/formats/apng.ts";
import { pictureFormat } from "../../pixels/formats/picture-format.ts";
import type { Picture } from "../../pixels/picture.ts";
import { PictureFile } from "../../pixels/picture-file.ts";
import { headerSize } from "../../pixels/read-picture.ts";
import { readStart } from "../../pixels/read-start.ts";
import type { Container, ContainerKind, ContainerMember } from "./container.ts";

/** Every frame is drawn on the ones before it, so the time grows with the square of their number. */
const MOST_FRAMES = 500;
/** Bytes that tell what a file is. */
const ENOUGH = 64;

const member = (unit: string, number: number, read: ContainerMember["read"]): ContainerMember => ({
  suffix: `/${unit}_${number}`,
  named: { step: number, unit, worded: true },
  read,
});

const tooMany = (unit: string): Skipped => ({
  path: "",
  reason: `${unit}s from ${MOST_FRAMES} on: only so many are read`,
});

const openFrames = async (path: string): Promise<Container> => {
  const { frames, ...size } = await new PictureFile(path).size();
  return {
    members: Array.from({ length: Math.min(frames, MOST_FRAMES) }, (_, frame) =>
      member("frame", frame, async () => ({ path, frame })),
    ),
    refused: frames > MOST_FRAMES ? [tooMany("frame")] : [],
    heldBytes: 0,
    size,
  };
};

/** Pages may be small copies of the first one. */
const openPages = async (path: string): Promise<Container> => {
  const { frames: pages, ...size } = await new PictureFile(path).size();
  const members: ContainerMember[] = [];
  const refused: Skipped[] = pages > MOST_FRAMES ? [tooMany("page")] : [];
  for (let page = 0; page < Math.min(pages, MOST_FRAMES); page++) {
    const own = page === 0 ? size : await headerSize(path, page).catch(() => null);
    const isAlike = own?.width === size.width && own.height === size.height;
    if (isAlike) members.push(member("page", page, async () => ({ path, frame: page })));
    else
      refused.push({
        path: `/page_${page}`,
        reason: "a page of another size than the first, or one that can not be read",
      });
  }
  return { members, refused, heldBytes: 0, size };
};

const openApng = async (path: string): Promise<Container> => {
  await new PictureFile(path).size();
  const animation = parseApng(await readFile(path), MOST_FRAMES);
  const { width, height, frames, more } = animation;
  const frameAt = inOrder(() => drawApng(animation));
  return {
    members: frames.map((_, frame) => member("frame", frame, async () => ({ picture: await frameAt(frame) }))),
    refused: more ? [tooMany("frame")] : [],
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
