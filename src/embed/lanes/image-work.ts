/**
 * The whole of the work on images, in the thread of a lane: read, hash, decode each picture once, cut, measure, prepare, embed.
 * Built into one file that a thread can load (`npm run build:lanes`).
 */
import { hash } from "node:crypto";
import type { LaneSession } from "../../compute/backend.ts";
import { BATCH } from "../../compute/backend.ts";
import { seededRandom } from "../../kit/random.ts";
import { collectGarbage } from "../../pixels/collect-garbage.ts";
import { decodeTile } from "../../pixels/decode.ts";
import type { PictureContent } from "../../pixels/picture.ts";
import { PictureFile } from "../../pixels/picture-file.ts";
import { hashOf, pictureOf, reasonOf, type Turn } from "../../pixels/read-picture.ts";
import { perturb } from "../perturb.ts";
import { preprocess } from "../preprocess.ts";
import type {
  Hashes,
  ImageJob,
  ImageJobDone,
  LaneImage,
  LanePicture,
  Question,
  SeenImage,
  Wanted,
} from "./image-job.ts";

/** Bytes of encoded pictures that are kept while a question is on its way; the others are read again, and hashed again. */
const MOST_KEPT = 2 ** 25;

/** As `LaneModule` wants it. */
export const workInLane = async (
  job: ImageJob,
  session: LaneSession,
): Promise<{ output: ImageJobDone; transfer: ArrayBuffer[] }> => {
  const read = new Contents();
  const ask = (question: Question) => session.ask(question);
  const wanted = job.asks ? ((await ask({ hashes: await read.hashes(job.pictures) })) as Wanted) : null;
  const network = new Rows(job, session);
  const pictures: ImageJobDone["pictures"] = [];
  for (const [index, picture] of job.pictures.entries()) {
    const images = wanted ? wanted[index]!.map((place) => picture.images[place]!) : picture.images;
    pictures.push(await seen(picture, images, { read, network, size: job.size, turn: turnBy(ask) }));
  }
  const embeddings = await network.end();
  return { output: { pictures, embeddings }, transfer: [embeddings.buffer] };
};

const seen = async (
  picture: LanePicture,
  images: readonly LaneImage[],
  { read, network, size, turn }: { read: Contents; network: Rows; size: number; turn: Turn },
): Promise<ImageJobDone["pictures"][number]> => {
  if (images.length === 0) return { images: [] };
  try {
    const decoded = await pictureOf(await read.content(picture), turn);
    const done: SeenImage[] = [];
    for (const { box, copy } of images) {
      const { pixels, spread, isNoise } = await decodeTile(decoded, box, size);
      const shown = copy ? perturb(pixels, size, copy.kind, seededRandom(copy.seed)) : pixels;
      done.push({ ...(await network.add(shown)), spread, isNoise });
    }
    return { images: done };
  } catch (error) {
    return { reason: reasonOf(error) };
  }
};

/** One large picture at a time in all lanes together: the turn is asked for. */
const turnBy =
  (ask: (question: Question) => Promise<unknown>): Turn =>
  async (work) => {
    await ask({ turn: "take" });
    collectGarbage();
    try {
      return await work();
    } finally {
      await ask({ turn: "give" });
    }
  };

/** What pictures are made of, read once where that fits into memory. */
class Contents {
  readonly #kept = new Map<LanePicture, PictureContent>();
  readonly #hashes = new Map<LanePicture, string>();

  async hashes(pictures: readonly LanePicture[]): Promise<Hashes> {
    let bytes = 0;
    const hashes: Hashes = [];
    for (const picture of pictures) {
      try {
        const content = await contentOf(picture);
        const hashed = picture.hash ?? (await hashOf(content));
        bytes += "encoded" in content ? content.encoded.length : 0;
        if (bytes <= MOST_KEPT) this.#kept.set(picture, content);
        this.#hashes.set(picture, hashed);
        hashes.push(hashed);
      } catch {
        // It says why when it is decoded.
        hashes.push(null);
      }
    }
    return hashes;
  }

  /** @throws Error with a reason for people, also when it is not what was hashed any more */
  async content(picture: LanePicture): Promise<PictureContent> {
    const kept = this.#kept.get(picture);
    if (kept) {
      this.#kept.delete(picture);
      return kept;
    }
    const content = await contentOf(picture);
    const hashed = this.#hashes.get(picture);
    if (hashed !== undefined && picture.hash === undefined && hashed !== (await hashOf(content)))
      throw new Error("the file changed while it was read");
    return content;
  }
}

const contentOf = async ({ from }: LanePicture): Promise<PictureContent> => {
  if ("reason" in from) throw new Error(from.reason);
  if ("path" in from) return new PictureFile(from.path).content();
  if ("picture" in from) return from;
  const { buffer, byteOffset, byteLength } = from.encoded;
  return { encoded: Buffer.from(buffer, byteOffset, byteLength) };
};

/** Embeds pixels batch by batch; equal ones once. Every batch has the one size, so that no embedding depends on its neighbours. */
class Rows {
  readonly #job: ImageJob;
  readonly #session: LaneSession;
  readonly #rows = new Map<string, number>();
  readonly #outputs: Float32Array[] = [];
  #input: Float32Array<ArrayBuffer>;
  #filled = 0;

  constructor(job: ImageJob, session: LaneSession) {
    this.#job = job;
    this.#session = session;
    this.#input = new Float32Array(BATCH * job.inputLength);
  }

  /** @param pixels size x size x 3 bytes, RGB */
  async add(pixels: Uint8Array): Promise<{ contentHash: string; row: number }> {
    const contentHash = hash("sha256", pixels, "hex");
    const known = this.#rows.get(contentHash);
    if (known !== undefined) return { contentHash, row: known };
    const row = this.#rows.size;
    this.#rows.set(contentHash, row);
    preprocess(pixels, this.#job.size, this.#input, this.#filled * this.#job.inputLength);
    if (++this.#filled === BATCH) await this.#run();
    return { contentHash, row };
  }

  /** @returns one row for each different image */
  async end(): Promise<Float32Array<ArrayBuffer>> {
    if (this.#filled > 0) await this.#run();
    const embeddings = new Float32Array(this.#rows.size * this.#job.dimension);
    for (const [index, output] of this.#outputs.entries()) {
      const start = index * BATCH * this.#job.dimension;
      embeddings.set(output.subarray(0, embeddings.length - start), start);
    }
    return embeddings;
  }

  async #run(): Promise<void> {
    this.#filled = 0;
    this.#outputs.push(await this.#session.run(this.#input, [BATCH, this.#job.inputLength]));
  }
}
