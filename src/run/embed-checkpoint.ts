/** The images of checkpoints with their embeddings: from the cache where it knows them, else decoded and embedded. */
import { embedImages } from "../embed/embed-images.ts";
import { embedPictures } from "../embed/lanes/embed-pictures.ts";
import type { ImageCheckpoint } from "../inputs/image-set.ts";
import { evenIndices } from "../kit/rows.ts";
import { compactMemory } from "../pixels/collect-garbage.ts";
import { decodeImages, type ImageFile, imagesByPicture, type PixelImage } from "../pixels/decode.ts";
import { type EmbeddedCheckpoint, type EmbeddedMember, type EmbeddingLab, Gathered } from "./gathered-images.ts";

/**
 * Yields the checkpoints in order. Where the backend has lanes they are one stream: the next ones are at work while one is looked at.
 * @throws the reason of the signal once it is aborted
 */
export async function* embedCheckpoints(
  sources: readonly ImageCheckpoint[],
  lab: EmbeddingLab,
): AsyncGenerator<EmbeddedCheckpoint> {
  const gathered = sources.map(({ images }) => new Gathered(lab, images.length));
  const { elsewhere } = lab;
  if (elsewhere && sources.every((source) => elsewhere.has(source))) {
    for (const [at, source] of sources.entries()) {
      for await (const image of elsewhere.imagesOf(source)) {
        lab.stages.check();
        if ("reason" in image) gathered[at]!.skipped.push(image);
        else await gathered[at]!.add(image.image, image);
      }
      yield gathered[at]!.checkpoint();
    }
    return;
  }
  for await (const at of embedInto(gathered, sources, lab)) yield gathered[at]!.checkpoint();
}

/** What takes the images of a checkpoint one by one as they are embedded. */
export type Gathering = Pick<Gathered, "unknown" | "notInCache" | "add" | "skip" | "skipped">;

/**
 * Yields the places of the checkpoints, in order, each when all of its images were taken.
 * @param gathered one for each checkpoint
 * @throws as embedCheckpoints does
 */
export async function* embedInto(
  gathered: readonly Gathering[],
  sources: readonly ImageCheckpoint[],
  lab: EmbeddingLab,
): AsyncGenerator<number> {
  const { lanes } = lab.backend;
  if (lanes) {
    function* pictures(): Generator<PictureAt> {
      for (const [at, { images }] of sources.entries())
        for (const ofPicture of imagesByPicture(images))
          yield { images: gathered[at]!.unknown(ofPicture), count: ofPicture.length, at };
    }
    const choose = lab.cache
      ? ({ images, at }: PictureAt, hash: string | null) => {
          if (hash !== null) images[0]!.source.seen?.set("hash", hash);
          return gathered[at]!.notInCache(images, hash);
        }
      : null;
    const total = sources.reduce((sum, { images }) => sum + images.length, 0);
    let current = 0;
    let done = 0;
    for await (const result of embedPictures(pictures(), { sizes: lab.embedder, lanes, total, choose })) {
      lab.stages.check();
      const { at, images, count } = result.picture;
      if (Math.floor((done + count) / MANY_IMAGES) > Math.floor(done / MANY_IMAGES)) compactMemory();
      done += count;
      lab.stages.report({ stage: "embed", done, total, unit: "images", label: sources[at]!.label });
      while (current < at) yield current++;
      if ("reason" in result) gathered[at]!.skip(images[0]!, result.reason);
      else for (const { image, ...seen } of result.images) await gathered[at]!.add(image, seen);
    }
    while (current < sources.length) yield current++;
    return;
  }
  for (const [at, source] of sources.entries()) {
    lab.stages.report({ stage: "embed", done: at, total: sources.length, label: source.label });
    await embedHere(source, gathered[at]!, lab);
    yield at;
  }
}

/** Embedded ones, after which what they were made of is given back: V8 sees only a part of it. */
const MANY_IMAGES = 2 ** 17;

interface PictureAt {
  /** To embed. */
  images: readonly ImageFile[];
  /** With those that are known. */
  count: number;
  /** Place of its checkpoint. */
  at: number;
}

export const embedCheckpoint = async (source: ImageCheckpoint, lab: EmbeddingLab): Promise<EmbeddedCheckpoint> => {
  for await (const embedded of embedCheckpoints([source], lab)) return embedded;
  throw new Error("unreachable: one checkpoint was asked for");
};

/** Decoded and prepared on this thread. */
const embedHere = async (
  source: ImageCheckpoint,
  gathered: Gathering,
  { embedder, backend, cache, threads, stages }: EmbeddingLab,
): Promise<void> => {
  async function* readable(): AsyncGenerator<PixelImage & { image: ImageFile }> {
    const files = new Map(source.images.map((image) => [image.member, image]));
    const decoded = decodeImages(source.images, embedder.size, threads, async (images, hashOf) =>
      // A file that can not be read says so when it is decoded.
      gathered.notInCache(images, cache && (await hashOf().catch(() => null))),
    );
    for await (const image of decoded) {
      stages.check();
      if ("reason" in image) gathered.skipped.push(image);
      else yield { ...image, image: files.get(image.member)! };
    }
  }
  for await (const { image, ...seen } of embedImages(readable(), embedder, backend)) {
    stages.check();
    await gathered.add(image.image, { ...seen, spread: image.spread, isNoise: image.isNoise });
  }
  stages.check();
};

/** At most so many of the embedded images, evenly spaced, and the same in `source`, to be decoded again. */
export const evenlyChosen = (source: ImageCheckpoint, images: readonly EmbeddedMember[], most: number) => {
  const chosen = evenIndices(images.length, most).map((row) => images[row]!);
  const members = new Set(chosen.map(({ member }) => member));
  return { chosen, files: source.images.filter(({ member }) => members.has(member)) };
};
