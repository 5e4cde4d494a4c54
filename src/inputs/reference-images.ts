/** The real images that samples are compared with: every picture counts, whatever its name says, and sheets are cut. */
import { createHash } from "node:crypto";
import type { Skipped } from "../analysis/analysis.ts";
import { InputError } from "../errors.ts";
import { pathHint } from "../kit/path-hint.ts";
import type { ImageFile } from "../pixels/decode.ts";
import { lookOnce } from "../pixels/picture.ts";
import { hashOf } from "../pixels/read-picture.ts";
import { OpenContainers } from "./containers/open-containers.ts";
import { cutReference } from "./cut-reference.ts";
import { type FoundFile, findFiles } from "./find-files.ts";
import type { Found } from "./found.ts";
import type { FoundReal, ImageCheckpoint, SheetCut } from "./image-set.ts";
import { inBatches } from "./in-batches.ts";
import type { Listings } from "./listings.ts";
import type { OpenOptions } from "./open-images.ts";
import { readHeaders } from "./read-headers.ts";

/** Files hashed at once. */
const CONCURRENCY = 16;

export interface ReferenceImages {
  checkpoint: ImageCheckpoint;
  /** Images found, before any were left out. */
  found: number;
  /** Absolute paths of the pictures, also of those over the limit. */
  files: ReadonlySet<string>;
  /** Files that can not be opened or cut, with the reason. */
  skipped: Skipped[];
  warnings: string[];
}

export interface ReferenceOptions extends Pick<OpenOptions, "seen" | "listings"> {
  /** Images at most; of more, those with the smallest hashes of their bytes, so that names and order choose nothing. */
  limit: number;
  /** Of the samples' sheets. */
  cuts?: readonly SheetCut[];
}

/**
 * @param source a folder, a file or a glob, or what was found
 * @throws InputError when there is no picture
 */
export const openReferenceImages = async (
  source: string | FoundReal,
  { limit, cuts = [], seen, listings }: ReferenceOptions,
): Promise<ReferenceImages> => {
  const containers = new OpenContainers(seen);
  const found =
    typeof source === "string" ? await filesOf(source, containers, listings) : { files: source.files, skipped: [] };
  const readable = await readHeaders(found.files, containers);
  const cut = await cutReference(readable.files, cuts);
  const images = cut.images.length > limit ? await smallestHashes(cut.images, limit) : cut.images;
  return {
    checkpoint: {
      step: null,
      label: "the reference",
      source: typeof source === "string" ? source : source.name,
      images,
    },
    found: cut.images.length,
    files: new Set(readable.files.flatMap((file) => file.source.path ?? [])),
    skipped: [...found.skipped, ...readable.skipped, ...cut.skipped],
    warnings: cut.warnings.map((warning) => `Reference: ${warning}`),
  };
};

const filesOf = async (
  source: string,
  containers: OpenContainers,
  listings: Listings | undefined,
): Promise<Found<FoundFile>> => {
  const found = await findFiles([source], listings).catch((error: unknown) => {
    if (!(error instanceof InputError) || error.code === "UNREADABLE") throw error;
    throw new InputError(
      "REFERENCE",
      `Expected real images for --reference but found none in ${source}. Next: ${pathHint(source) ?? "give a folder, an archive or a glob with pictures of the training data, single ones or sheets"}.`,
      { cause: error },
    );
  });
  const { files, skipped } = await containers.expand(found.files);
  return { files, skipped: [...found.skipped, ...skipped] };
};

/** Hashed once more, so that a folder whose names are hashes of the bytes is sampled like any other; a tile is its sheet and place. */
const smallestHashes = async (images: readonly ImageFile[], limit: number): Promise<ImageFile[]> => {
  const ofPicture = new Map<ImageFile["source"], Promise<string>>();
  const hashed = await inBatches(images, CONCURRENCY, async (image) => {
    const known =
      ofPicture.get(image.source) ??
      // A file that can not be read is kept by its name, and decoding will say why.
      lookOnce(image.source, "hash", async () => hashOf(await image.source.content())).catch(() => image.member);
    ofPicture.set(image.source, known);
    const place = image.box ? ` ${JSON.stringify(image.box)}` : "";
    return {
      image,
      hash: createHash("sha256")
        .update(`reference ${await known}${place}`)
        .digest("hex"),
    };
  });
  const smallest = hashed.sort((a, b) => (a.hash < b.hash ? -1 : 1)).slice(0, limit);
  const chosen = new Set(smallest.map(({ image }) => image));
  return images.filter((image) => chosen.has(image));
};
