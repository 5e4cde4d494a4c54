/** Sends pictures to the lanes of a backend, whatever thread reads them, and takes what they say in order. */
import type { LaneJob, Lanes } from "../../compute/backend.ts";
import { packageFile } from "../../kit/package-file.ts";
import type { ImageFile } from "../../pixels/decode.ts";
import type { ImageJob, ImageJobDone, Question, Wanted } from "./image-job.ts";
import { type Job, jobsOf, type LanedPicture } from "./jobs.ts";
import { Turns } from "./turns.ts";

/** Built for threads, from the sources as from the package. */
const MODULE = packageFile("dist/lanes/image-work.js");

/** Images for which a lane is worth its start. */
const PER_LANE = 1000;
/** Jobs of each lane at work and next. */
const AHEAD = 2;

export interface LanedImage {
  image: ImageFile;
  contentHash: string;
  /** Others of the same job share its memory. */
  embedding: Float32Array;
  spread: number;
  isNoise: boolean;
}

/** The images of a picture that were wanted, or why it can not be decoded. */
export type LanedResult<Of extends LanedPicture> = { picture: Of } & ({ images: LanedImage[] } | { reason: string });

export interface Embedding<Of extends LanedPicture> {
  sizes: Pick<ImageJob, "size" | "dimension" | "inputLength">;
  lanes: Lanes;
  /** Images of all pictures, at most. */
  total: number;
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
  pictures: Iterable<Of>,
  embedding: Embedding<Of>,
): AsyncGenerator<LanedResult<Of>> {
  const { sizes, lanes, total, choose } = embedding;
  lanes.allow(Math.ceil(total / PER_LANE));
  const jobs = jobsOf(pictures, { total, lanes: lanes.count, isHashed: choose !== null });
  const turns = new Turns();
  const atWork: { pictures: Of[]; done: Promise<JobDone<Of>> }[] = [];
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
    const { seen, chosen, embeddings } = await first.done;
    for (const picture of first.pictures) {
      const result = seen.get(picture) ?? { images: [] };
      yield "reason" in result
        ? { picture, reason: result.reason }
        : {
            picture,
            images: result.images.map(({ row, ...rest }, place) => ({
              image: chosen.get(picture)![place]!,
              embedding: embeddings.subarray(row * sizes.dimension, (row + 1) * sizes.dimension),
              ...rest,
            })),
          };
    }
  }
}

interface JobDone<Of extends LanedPicture> {
  /** Of each picture that was sent: what the lane says of the images that were chosen. */
  seen: ReadonlyMap<Of, ImageJobDone["pictures"][number]>;
  chosen: ReadonlyMap<Of, readonly ImageFile[]>;
  embeddings: Float32Array;
}

const runJob = async <Of extends LanedPicture>(
  { pictures, sent, transfer }: Job<Of>,
  { sizes, lanes, choose }: Embedding<Of>,
  turns: Turns,
): Promise<JobDone<Of>> => {
  // What is known was not sent.
  const working = pictures.filter(({ images }) => images.length > 0);
  const chosen = new Map<Of, readonly ImageFile[]>(working.map((picture) => [picture, picture.images]));
  if (sent.length === 0) return { seen: new Map(), chosen, embeddings: new Float32Array() };
  const turn = turns.forOne();
  const answer: LaneJob["answer"] = async (question) => {
    const asked = question as Question;
    if ("turn" in asked) return asked.turn === "take" ? turn.take() : turn.give();
    for (const [index, picture] of working.entries()) chosen.set(picture, choose!(picture, asked.hashes[index]!));
    return working.map((picture) => placesIn(picture, chosen.get(picture)!)) satisfies Wanted;
  };
  const { size, dimension, inputLength } = sizes;
  const job: ImageJob = { size, dimension, inputLength, pictures: sent, asks: choose !== null };
  try {
    const done = (await lanes.work({ module: MODULE, job, transfer, answer })) as ImageJobDone;
    const seen = new Map(working.map((picture, index) => [picture, done.pictures[index]!]));
    return { seen, chosen, embeddings: done.embeddings };
  } finally {
    turn.give();
  }
};

const placesIn = ({ images }: LanedPicture, chosen: readonly ImageFile[]): number[] => {
  const kept = new Set(chosen);
  return images.flatMap((image, place) => (kept.has(image) ? [place] : []));
};
