import { deflateSync } from "node:zlib";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { postedOf } from "../../src/serve/posted.ts";
import { npy } from "../helpers/containers.ts";

const png = await sharp({ create: { width: 4, height: 4, channels: 3, background: "red" } })
  .png()
  .toBuffer();
const jpeg = await sharp(png).jpeg().toBuffer();
const array = npy("|u1", [1, 2, 2, 3], Buffer.alloc(12));

const post = (
  contentType: string,
  body: Buffer | string,
  { step = "7", scores }: { step?: string; scores?: string } = {},
) => postedOf({ step, scores, contentType, body: Buffer.from(body) });

const multipart = async (fields: readonly (readonly [string, string | Buffer])[]) => {
  const form = new FormData();
  for (const [name, value] of fields)
    if (typeof value === "string") form.append(name, value);
    else form.append(name, new Blob([new Uint8Array(value)]), "file");
  const response = new Response(form);
  return { type: response.headers.get("content-type")!, body: Buffer.from(await response.arrayBuffer()) };
};

const refused = async (posted: Promise<unknown>, status: number, words: RegExp) => {
  await expect(posted).rejects.toMatchObject({ status, message: expect.stringMatching(words) });
};

describe("pictures", () => {
  test("are what their bytes say, whatever the header says", async () => {
    expect(await post("image/png", jpeg)).toEqual({ step: 7, pictures: { ending: "jpg", bytes: jpeg }, scores: null });
    await refused(post("image/png", deflateSync("no picture")), 422, /PNG, JPEG or WebP/);
    await refused(post("image/png", "GIF89a"), 422, /PNG, JPEG or WebP/);
  });

  test("come as an array, several images or a sheet of a form, with scores beside them", async () => {
    expect(await post("application/x-npy", array, { scores: '{"real": 0.5}' })).toEqual({
      step: 7,
      pictures: { ending: "npy", bytes: array },
      scores: { "D(x)": 0.5 },
    });
    const images = await multipart([
      ["images", png],
      ["images", jpeg],
      ["scores", '{"fake": null}'],
    ]);
    expect(await post(images.type, images.body)).toMatchObject({
      pictures: [{ ending: "png" }, { ending: "jpg" }],
      scores: { "D(G(z))": Number.NaN },
    });
    const sheet = await multipart([["sheet", png]]);
    expect(await post(sheet.type, sheet.body)).toMatchObject({ pictures: { ending: "png" }, scores: null });
    const batch = await multipart([["batch", array]]);
    expect(await post(batch.type, batch.body)).toMatchObject({ pictures: { ending: "npy" } });
  });

  test.each<[string, [string, string | Buffer][], RegExp]>([
    ["a field of another name", [["evil", png]], /fields images, sheet, batch and scores/],
    [
      "two sheets",
      [
        ["sheet", png],
        ["sheet", png],
      ],
      /one sheet/,
    ],
    [
      "a sheet and images",
      [
        ["sheet", png],
        ["images", png],
      ],
      /one sheet/,
    ],
    ["text where a file is expected", [["sheet", "text"]], /received text/],
    ["nothing", [], /pictures, scores or both|told apart/],
  ])("in a form with %s are refused", async (_, fields, words) => {
    const { type, body } = await multipart(fields);
    await refused(post(type, body), 400, words);
  });

  test("in a form that breaks off, has no boundary or another one, or thousands of parts are refused", async () => {
    const { type, body } = await multipart([["sheet", png]]);
    await refused(post(type, body.subarray(0, body.length - 30)), 400, /told apart/);
    await refused(post("multipart/form-data", body), 400, /boundary/);
    await refused(post("multipart/form-data; boundary=other", body), 400, /told apart/);
    const many = '--x\r\ncontent-disposition: form-data; name="images"; filename="a"\r\n\r\n\r\n'.repeat(5000);
    await refused(post("multipart/form-data; boundary=x", `${many}--x--\r\n`), 413, /4096 images/);
  });

  test("of another kind of body are refused", async () => {
    await refused(post("image/svg+xml", "<svg/>"), 415, /image\/png/);
    await refused(post("", png), 415, /image\/png/);
  });
});

describe("scores", () => {
  const body = (scores: unknown) => JSON.stringify({ scores });

  test("alone are a body of JSON, and those in the address come with them", async () => {
    const posted = await post("application/json; charset=utf-8", body({ d_loss: 1.5 }), {
      scores: '{"real": 0, "d_loss": 9}',
    });
    expect(posted).toEqual({ step: 7, pictures: null, scores: { "D(x)": 0, d_loss: 1.5 } });
  });

  test.each([
    ["a list", [1]],
    ["nothing", {}],
    ["text", { a: "1" }],
    ["an object", { a: { b: 1 } }],
    ["a step of its own", { step: 3 }],
    ["no name", { "": 1 }],
    ["hundreds", Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`a${index}`, index]))],
    ["a long name", { ["a".repeat(201)]: 1 }],
    ["null", null],
  ])("that hold %s are refused", async (_, scores) => {
    await refused(post("application/json", body(scores)), 400, /flat object/);
  });

  test("that are no JSON are refused", async () => {
    await refused(post("application/json", '{"scores": {"a": NaN}}'), 400, /Expected JSON/);
    await refused(post("application/json", '{"real": 1}'), 400, /scores alone/);
    await refused(post("image/png", png, { scores: "{" }), 400, /Expected JSON/);
  });
});

test.each(["", "-1", "1.5", "1e3", "0x10", "1000000000", "99999999999999999999", "NaN", "a\0", "٣"])(
  "the step %j is refused",
  async (step) => {
    await refused(post("image/png", png, { step }), 422, /whole number from 0 to 999999999/);
  },
);

test("no step is refused, and the largest is taken", async () => {
  await refused(postedOf({ step: undefined, scores: undefined, contentType: "image/png", body: png }), 422, /step/);
  expect(await post("image/png", png, { step: "999999999" })).toMatchObject({ step: 999_999_999 });
});
