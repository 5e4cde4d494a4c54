/** Sends pictures to the lanes of a backend, whatever thread reads them, and takes what they say in order. */
import type { LaneJob, Lanes } from "../../compute/backend.ts";
import type { ImageFile } from "../../pixels/decode.ts";
import type { ImageJob, ImageJobDone, Question, Wanted } from "./image-job.ts";
import { type Job, jobsOf, type LanedPicture } from "./jobs.ts";
import { Turns } from "./turns.ts";

/** Built for threads, from the sources as from the package. */
const MODULE = new URL("../../../dist/embed/lanes/image-work.js", import.meta.url);

/** Jobs of each lane at work and next. */
const AHEAD = 2;

interface LanedImage {
  image: ImageFile;
  contentHash: string;
  embedding: Float32Array;
  spread: number;
  isNoise: boolean;
}

/** The images of a picture that were wanted, or why it can not be decoded. */
export type LanedResult<Of extends LanedPicture> = { picture: Of } & ({ images: LanedImage[] } | { reason: string });

interface Sizes {
  size: number;
  dimension: number;
  inputLength: number;
}

export interface Embedding<Of extends LanedPicture> {
  sizes: Sizes;
  lanes: Lanes;
  /**
   * Chooses the images to embed; null: all, and nothing is hashed.
   * @param hash SHA-256 of what the picture is made of, hex; null when it can not be read
   */
  choose: ((picture: Of, hash: string | null) => readonly ImageFile[]) | null;
}

/**
 * Yields a result for each picture, in order; so many pictures are under way as keep the lanes busy.
 * @throws BackendError when a lane can not run the model
 */
export async function* embedPictures<Of extends LanedPicture>(
  pictures: readonly Of[],
  embedding: Embedding<Of>,
): AsyncGenerator<LanedResult<Of>> {
  const { sizes, lanes, choose } = embedding;
  const jobs = jobsOf(pictures, lanes.count, choose !== null);
  const turns = new Turns();
  const atWork: { pictures: Of[]; done: Promise<JobDone> }[] = [];
  let isMore = true;
  while (isMore || atWork.length > 0) {
    while (isMore && atWork.length < AHEAD * lanes.count + 1) {
      const { value: job } = await jobs.next();
      if (!job) {
        isMore = false;
        break;
      }
      const done = runJob(job, embedding, turns);
      // Awaited in its turn; until then a failure is no unhandled one.
      done.catch(() => {});
      atWork.push({ pictures: job.pictures, done });
    }
    if (atWork.length === 0) return;
    const first = atWork.shift()!;
    const { pictures: results, embeddings, chosen } = await first.done;
    for (const [index, picture] of first.pictures.entries()) {
      const result = results[index]!;
      yield "reason" in result
        ? { picture, reason: result.reason }
        : {
            picture,
            images: result.images.map(({ row, ...seen }, place) => ({
              image: chosen[index]![place]!,
              embedding: embeddings.slice(row * sizes.dimension, (row + 1) * sizes.dimension),
              ...seen,
            })),
          };
    }
  }
}

interface JobDone extends ImageJobDone {
  /** Of each picture the images that were wanted. */
  chosen: readonly ImageFile[][];
}

const runJob = async <Of extends LanedPicture>(
  { pictures, sent, transfer }: Job<Of>,
  { sizes, lanes, choose }: Embedding<Of>,
  turns: Turns,
): Promise<JobDone> => {
  let chosen: readonly ImageFile[][] = pictures.map(({ images }) => [...images]);
  const turn = turns.forOne();
  const answer: LaneJob["answer"] = async (question) => {
    const asked = question as Question;
    if ("turn" in asked) return asked.turn === "take" ? turn.take() : turn.give();
    chosen = pictures.map((picture, index) => [...choose!(picture, asked.hashes[index]!)]);
    return wantedOf(pictures, chosen);
  };
  const { size, dimension, inputLength } = sizes;
  const job: ImageJob = { size, dimension, inputLength, pictures: sent, asks: choose !== null };
  try {
    const done = (await lanes.work({ module: MODULE, job, transfer, answer })) as ImageJobDone;
    return { ...done, chosen };
  } finally {
    turn.give();
  }
};

const wantedOf = (pictures: readonly LanedPicture[], chosen: readonly ImageFile[][]): Wanted =>
  pictures.map(({ images }, index) => {
    const kept = new Set(chosen[index]);
    return images.flatMap((image, place) => (kept.has(image) ? [place] : []));
  });
