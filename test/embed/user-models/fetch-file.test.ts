import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { fetchFile } from "../../../src/embed/user-models/fetch-file.ts";
import { locateModel } from "../../../src/embed/user-models/locate-model.ts";
import type { Preset } from "../../../src/embed/user-models/presets.ts";

const BODY = Buffer.from(Array.from({ length: 50_000 }, (_, index) => (index * 31) % 251));
const SHA256 = createHash("sha256").update(BODY).digest("hex");

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
let answer: Answer;
let ranges: (string | undefined)[] = [];
let server: Server;
let hub: string;
let root: string;
let count = 0;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "fetch-"));
  server = createServer((request, response) => {
    ranges.push(request.headers.range);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  hub = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(root, { recursive: true });
});
afterEach(() => {
  ranges = [];
});

/** Serves the body as a static server does. */
const serve: Answer = ({ headers }, response) => {
  const [, from] = /^bytes=(\d+)-$/.exec(headers.range ?? "") ?? [];
  if (from === undefined) response.writeHead(200, { "content-length": BODY.length }).end(BODY);
  else {
    const rest = BODY.subarray(Number(from));
    response
      .writeHead(206, {
        "content-length": rest.length,
        "content-range": `bytes ${from}-${BODY.length - 1}/${BODY.length}`,
      })
      .end(rest);
  }
};
const wanted = (path = "model.onnx") => ({ url: `${hub}/${path}`, bytes: BODY.length, sha256: SHA256 });
const target = (): string => join(root, `folder-${count++}`, "model.onnx");

test("a file is fetched once, verified, and stands under its name alone", async () => {
  answer = serve;
  const path = target();
  const seen: number[] = [];
  await fetchFile(wanted(), path, (done) => seen.push(done));
  expect(await readFile(path)).toEqual(BODY);
  expect(await readdir(join(path, ".."))).toEqual(["model.onnx"]);
  expect(seen.at(-1)).toBe(BODY.length);
});

test("what a broken connection left is resumed with Range", async () => {
  answer = (_, response) => {
    response.writeHead(200, { "content-length": BODY.length }).write(BODY.subarray(0, 20_000), () => {
      setTimeout(() => response.destroy(), 50);
    });
  };
  const path = target();
  await expect(fetchFile(wanted(), path)).rejects.toThrow(/could not: .+ Next: .*run again \(what arrived is kept/);
  const kept = (await readFile(`${path}.partial`)).length;
  expect(kept).toBe(20_000);
  answer = serve;
  await fetchFile(wanted(), path);
  expect(ranges).toEqual([undefined, `bytes=${kept}-`]);
  expect(await readFile(path)).toEqual(BODY);
});

test("a link in the place of what was kept is replaced, and what it leads to stays", async () => {
  const path = target();
  answer = serve;
  await fetchFile(wanted(), join(path, "..", "first.onnx"));
  const other = join(path, "..", "other");
  await writeFile(other, BODY.subarray(0, 100));
  await symlink(other, `${path}.partial`);
  await fetchFile(wanted(), path);
  expect(await readFile(path)).toEqual(BODY);
  expect(await readFile(other)).toEqual(BODY.subarray(0, 100));
  expect(ranges.at(-1)).toBeUndefined();
});

test("a server that does not know Range sends the whole file again", async () => {
  const path = target();
  answer = (_, response) => response.writeHead(200).end(BODY);
  await fetchFile(wanted(), join(path, "..", "first.onnx"));
  await writeFile(`${path}.partial`, BODY.subarray(0, 100));
  await fetchFile(wanted(), path);
  expect(await readFile(path)).toEqual(BODY);
});

test("a body that ends early is an error that keeps what arrived", async () => {
  answer = (_, response) => response.end(BODY.subarray(0, 300));
  const path = target();
  await expect(fetchFile(wanted(), path)).rejects.toThrow("the server offers 300");
  answer = (_, response) => response.writeHead(200, { "transfer-encoding": "chunked" }).end(BODY.subarray(0, 300));
  await expect(fetchFile(wanted(), path)).rejects.toThrow("the connection ended after 300 of 50000 bytes");
  expect(await readFile(`${path}.partial`)).toEqual(BODY.subarray(0, 300));
});

test("another file of the right length is refused by its checksum and removed", async () => {
  answer = (_, response) => response.end(Buffer.alloc(BODY.length));
  const path = target();
  await expect(fetchFile(wanted(), path)).rejects.toThrow(
    new RegExp(`Expected SHA-256 ${SHA256} for .* but received a file with [0-9a-f]{64}; it was removed`),
  );
  expect(await readdir(join(path, ".."))).toEqual([]);
});

test("no more is read than the file has", async () => {
  answer = (_, response) =>
    response.writeHead(200, { "content-length": 3 * BODY.length }).end(Buffer.alloc(3 * BODY.length));
  await expect(fetchFile(wanted(), target())).rejects.toThrow("Expected 50000 bytes at");
  answer = (_, response) => {
    response.write(BODY);
    response.end(BODY);
  };
  const path = target();
  await expect(fetchFile(wanted(), path)).rejects.toThrow("the server sends more");
  expect((await readFile(`${path}.partial`)).length).toBeLessThanOrEqual(BODY.length);
});

test("a missing page, a closed port and a silent server are told apart", async () => {
  answer = (_, response) => response.writeHead(404).end("not here");
  await expect(fetchFile(wanted(), target())).rejects.toThrow("the server answered 404 Not Found. Next: ");
  await expect(fetchFile({ ...wanted(), url: "http://127.0.0.1:9/x" }, target())).rejects.toThrow(
    /could not: .+ Next: check the connection/,
  );
  answer = () => {};
  await expect(fetchFile(wanted(), target(), undefined, 100)).rejects.toThrow("no answer for 0.1 s");
});

const preset: Preset = {
  file: "tiny.onnx",
  source: { path: "somebody/tiny/resolve/main/tiny.onnx", bytes: BODY.length, sha256: SHA256 },
  normalize: "imagenet",
  settings: {},
  threshold: null,
};

test("a preset is fetched once; a damaged copy is fetched again", async () => {
  answer = (request, response) =>
    request.url === "/somebody/tiny/resolve/main/tiny.onnx" ? serve(request, response) : response.writeHead(404).end();
  const folder = join(root, "presets");
  const locate = (offline: boolean) => locateModel({ name: "tiny", preset }, { folder, offline }, hub);
  await expect(locate(true)).rejects.toThrow(/it is not there, and `offline` forbids fetching it/);
  expect(ranges).toEqual([]);
  const path = await locate(false);
  expect(await locate(true)).toBe(path);
  expect(await locate(false)).toBe(path);
  expect(ranges).toHaveLength(1);
  await writeFile(path, "damaged");
  await expect(locate(true)).rejects.toThrow(/the file there is damaged/);
  await locate(false);
  expect(await readFile(path)).toEqual(BODY);
});

test("a preset that nobody offers as a file says how to make it, and is taken when it is there", async () => {
  const folder = join(root, "made");
  const made = { name: "made", preset: { ...preset, source: null, make: "convert it" } };
  await expect(locateModel(made, { folder, offline: false }, hub)).rejects.toThrow(
    `Expected the model made at ${join(folder, "tiny.onnx")} but it is not there, and nobody offers it as a file: convert it`,
  );
  expect(ranges).toEqual([]);
});
