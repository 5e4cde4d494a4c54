/** What a request posts: pictures, scores or both, by the kind of its body. */
import { type PictureFormat, pictureFormat } from "../pixels/formats/picture-format.ts";
import { Problem } from "./problem.ts";
import { type Ending, LARGEST_STEP, type Posted, type PostedFile } from "./store.ts";

/** Images of one checkpoint. */
const MOST_FILES = 4096;
const MOST_SCORES = 200;
const LONGEST_NAME = 200;

const SHEET_TYPES: readonly string[] = ["image/png", "image/jpeg", "image/webp"];
const BATCH_TYPES: Readonly<Record<string, Ending>> = { "application/x-npy": "npy", "application/x-npz": "npz" };
const PICTURE_ENDINGS: { readonly [Format in PictureFormat]?: Ending } = { png: "png", jpeg: "jpg", webp: "webp" };
const JSON_TYPE = "application/json";
const FORM_TYPE = "multipart/form-data";

export interface Request {
  /** As they stand in the address. */
  step: string | undefined;
  scores: string | undefined;
  contentType: string;
  body: Buffer;
}

/** @throws Problem */
export const postedOf = async ({ step, scores, contentType, body }: Request): Promise<Posted> => {
  const type = contentType.split(";")[0]!.trim().toLowerCase();
  const content = await contentOf(type, contentType, body);
  const beside = scores === undefined ? null : scoresOf(parseJson(scores, "the parameter scores"));
  const all = content.scores && beside ? { ...beside, ...content.scores } : (content.scores ?? beside);
  if (content.pictures === null && all === null)
    throw new Problem(
      400,
      "Expected pictures, scores or both but received neither. Next: post a sheet, a batch, images or scores",
    );
  return { step: stepOf(step), pictures: content.pictures, scores: all };
};

/** @throws Problem */
export const stepOf = (text: string | undefined): number => {
  const step = text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(step <= LARGEST_STEP))
    throw new Problem(
      422,
      `Expected a whole number from 0 to ${LARGEST_STEP} as step but received ${JSON.stringify((text ?? "none").slice(0, 40))}. Next: add it to the address, such as ?step=1200`,
    );
  return step;
};

type Content = Pick<Posted, "pictures" | "scores">;

const contentOf = async (type: string, contentType: string, body: Buffer): Promise<Content> => {
  if (SHEET_TYPES.includes(type)) return { pictures: pictureFile(body), scores: null };
  const batch = BATCH_TYPES[type];
  if (batch) return { pictures: { ending: batch, bytes: body }, scores: null };
  if (type === JSON_TYPE) return { pictures: null, scores: bodyScores(parseJson(body.toString("utf8"), "the body")) };
  if (type === FORM_TYPE) return formContent(contentType, body);
  throw new Problem(
    415,
    `Expected a body of ${[...SHEET_TYPES, ...Object.keys(BATCH_TYPES), FORM_TYPE, JSON_TYPE].join(", ")} but received ${JSON.stringify(type.slice(0, 80))}. Next: name it in the header content-type`,
  );
};

/** By its bytes, whatever the request says. */
const pictureFile = (bytes: Buffer): PostedFile => {
  const ending = PICTURE_ENDINGS[formatOf(bytes) ?? "tga"];
  if (ending === undefined)
    throw new Problem(
      422,
      "Expected a PNG, JPEG or WebP picture but its bytes are those of none. Next: encode it as one of them, or post the array as .npy",
    );
  return { ending, bytes };
};

const formatOf = (bytes: Buffer): PictureFormat | null => {
  try {
    return pictureFormat(bytes);
  } catch {
    return null;
  }
};

const formContent = async (contentType: string, body: Buffer): Promise<Content> => {
  assertParts(contentType, body);
  const form = await new Response(new Uint8Array(body), { headers: { "content-type": contentType } })
    .formData()
    .catch(() => {
      throw new Problem(
        400,
        "Expected multipart/form-data but its parts can not be told apart. Next: check the boundary and the headers of each part",
      );
    });
  const fields = new Map<string, (string | File)[]>();
  for (const [name, value] of form) fields.set(name, [...(fields.get(name) ?? []), value]);
  for (const name of fields.keys())
    if (!["images", "sheet", "batch", "scores"].includes(name))
      throw new Problem(
        400,
        `Expected the fields images, sheet, batch and scores but received ${JSON.stringify(name.slice(0, 40))}. Next: name it as one of them`,
      );
  const [images = [], sheets = [], batches = [], scores = []] = ["images", "sheet", "batch", "scores"].map((name) =>
    fields.get(name),
  );
  if (
    [images, sheets, batches].filter((files) => files.length > 0).length > 1 ||
    sheets.length > 1 ||
    batches.length > 1 ||
    scores.length > 1
  )
    throw new Problem(
      400,
      "Expected several images, or one sheet, or one batch, and scores at most once. Next: post each checkpoint by itself",
    );
  const pictures =
    sheets.length > 0
      ? pictureFile(await bytesOf(sheets[0]!))
      : batches.length > 0
        ? batchFile(await bytesOf(batches[0]!))
        : images.length > 0
          ? await Promise.all(images.map(async (image) => pictureFile(await bytesOf(image))))
          : null;
  const [text] = scores;
  return {
    pictures,
    scores:
      text === undefined
        ? null
        : scoresOf(parseJson(typeof text === "string" ? text : await text.text(), "the field scores")),
  };
};

/** Each part costs the reader far more than its bytes. */
const assertParts = (contentType: string, body: Buffer): void => {
  const [, quoted, plain] = /boundary=(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined)
    throw new Problem(
      400,
      "Expected the boundary of multipart/form-data in the header content-type but there is none. Next: let the library write the header",
    );
  let parts = 0;
  for (let at = body.indexOf(boundary); at !== -1; at = body.indexOf(boundary, at + boundary.length))
    if (++parts > MOST_FILES + 2)
      throw new Problem(
        413,
        `Expected ${MOST_FILES} images of a checkpoint at most but received more. Next: post a sample of them`,
      );
};

const bytesOf = async (field: string | File): Promise<Buffer> => {
  if (typeof field === "string")
    throw new Problem(
      400,
      "Expected a file in the fields images, sheet and batch but received text. Next: give the part a file name",
    );
  return Buffer.from(await field.arrayBuffer());
};

const ZIP = Buffer.from("PK\x03\x04", "latin1");

const batchFile = (bytes: Buffer): PostedFile => ({
  ending: bytes.subarray(0, ZIP.length).equals(ZIP) ? "npz" : "npy",
  bytes,
});

const parseJson = (text: string, what: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem(400, `Expected JSON in ${what} but it can not be read. Next: write NaN and Infinity as null`);
  }
};

const bodyScores = (value: unknown): Record<string, number> => {
  if (typeof value !== "object" || value === null || !("scores" in value) || Object.keys(value).length !== 1)
    throw new Problem(
      400,
      'Expected an object with scores alone, such as {"scores": {"d_loss": 0.7}}. Next: write the body so',
    );
  return scoresOf(value.scores);
};

/** What stands in the log for names that mean something here alone: the discriminator's mean answers. */
const LOG_NAMES: ReadonlyMap<string, string> = new Map([
  ["real", "D(x)"],
  ["fake", "D(G(z))"],
]);

const scoresOf = (value: unknown): Record<string, number> => {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  const entries = isObject ? Object.entries(value) : [];
  const areScores = entries.every(
    ([name, score]) =>
      name !== "" && name.length <= LONGEST_NAME && name !== "step" && (score === null || typeof score === "number"),
  );
  if (!isObject || !areScores || entries.length === 0 || entries.length > MOST_SCORES)
    throw new Problem(
      400,
      `Expected a flat object of 1 to ${MOST_SCORES} numbers or null as scores, such as {"real": 0.6, "fake": 0.4}; the step stands in the address. Next: leave out what is no number`,
    );
  return Object.fromEntries(entries.map(([name, score]) => [LOG_NAMES.get(name) ?? name, score ?? Number.NaN]));
};
