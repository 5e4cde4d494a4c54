/** The built server: what is posted to it, what lies in its folder, and what happens when it is killed. */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { afterEach, describe, expect, test } from "vitest";
import type { RunState } from "../../src/analysis/analysis.ts";
import { run } from "../helpers/cli.ts";
import { npy } from "../helpers/containers.ts";
import { type Serving, serving } from "../helpers/serving.ts";

const SAMPLES = fileURLToPath(new URL("../../samples/", import.meta.url));
const PATIENCE = 240_000;
const TYPES = { png: "image/png", npy: "application/x-npy" };

const running: Serving[] = [];
afterEach(() => {
  for (const { child } of running.splice(0)) child.kill("SIGKILL");
});

const folder = () => mkdtempSync(join(tmpdir(), "gan-diversity-serve-"));
const start = async (root: string, args: string[] = [], env: Record<string, string> = {}): Promise<Serving> => {
  const options = ["--port", "0", "--cache-dir", join(root, "..", `cache-${process.pid}`), "--threads", "1"];
  const started = await serving(["serve", root, ...options, ...args], env);
  running.push(started);
  return started;
};

/** The sheets of a sample run with their steps, in order. */
const sheetsOf = (name: string) =>
  readdirSync(join(SAMPLES, name))
    .filter((file) => file.startsWith("fake"))
    .sort()
    .map((file) => ({ path: join(SAMPLES, name, file), step: Number(/\d+/.exec(file)![0]) }));

const checkpoint = ({ url }: Serving, name: string, query: string): string =>
  `${url}api/runs/${name}/checkpoints?${query}`;

const post = async (
  address: string,
  body: Buffer | string | FormData,
  type?: string,
): Promise<{ status: number; state: RunState }> => {
  const sent = Buffer.isBuffer(body) ? new Uint8Array(body) : body;
  const answer = await fetch(address, {
    method: "POST",
    body: sent,
    ...(type ? { headers: { "content-type": type } } : {}),
  });
  return { status: answer.status, state: (await answer.json()) as RunState };
};

const stateOf = async ({ url }: Serving, name: string): Promise<RunState> =>
  (await fetch(`${url}api/runs/${name}`)).json() as Promise<RunState>;

/** Waits until the run is there and looks so. */
const until = async (server: Serving, name: string, holds: (state: RunState) => boolean): Promise<RunState> => {
  for (const end = Date.now() + PATIENCE; ; ) {
    const state = await stateOf(server, name);
    if (holds(state)) return state;
    if (Date.now() > end) throw new Error(`never so: ${JSON.stringify(state)}\n${server.errors()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

/** The verdict of `check` on what lies in the folder of the run. */
const checked = (root: string, name: string) => {
  const scores = join(root, name, "scores.jsonl");
  const { stdout } = run("check", join(root, name), ...(existsSync(scores) ? ["--scores", scores] : []), "--json", "-");
  const { verdict, checkpoints } = JSON.parse(stdout) as {
    verdict: { status: string; sentence: string };
    checkpoints: { step: number }[];
  };
  return { status: verdict.status, sentence: verdict.sentence, steps: checkpoints.map(({ step }) => step) };
};

/** The sheets of the sample runs: 8 x 8 tiles of 32 pixels, 2 around each. */
const tileOf = (tile: number) => ({ left: 2 + 34 * (tile & 7), top: 2 + 34 * (tile >> 3), width: 32, height: 32 });

/** The tiles of a sheet as an array of bytes. */
const batchOf = async (path: string): Promise<Buffer> => {
  const tiles: Buffer[] = [];
  for (let tile = 0; tile < 64; tile++)
    tiles.push(await sharp(path).extract(tileOf(tile)).toColourspace("srgb").removeAlpha().raw().toBuffer());
  return npy("|u1", [64, 32, 32, 3], Buffer.concat(tiles));
};

describe("a run that is posted", () => {
  test(
    "is answered with the verdict of check on what lies on the disk, and stopped when it collapses",
    async () => {
      const root = folder();
      const server = await start(root);
      const states: RunState[] = [];
      for (const { path, step } of sheetsOf("mode-collapse")) {
        const { status, state } = await post(checkpoint(server, "a", `step=${step}`), readFileSync(path), "image/png");
        expect([status, state.received, state.judged]).toEqual([200, step, step]);
        states.push(state);
        if (state.shouldStop) break;
      }
      const last = states.at(-1)!;
      expect(last).toMatchObject({ status: "mode-collapse", since: "step 1800", exitCode: 1, shouldStop: true });
      // Two checkpoints after the collapse at the most.
      expect(last.judged).toBeLessThanOrEqual(2400);
      expect(checked(root, "a")).toEqual({
        status: last.status,
        sentence: last.sentence,
        steps: last.course.map(({ step }) => step),
      });
      const sheet = await sharp(
        Buffer.from(await (await fetch(`${server.url}api/runs/a/sheet`)).arrayBuffer()),
      ).metadata();
      expect(sheet.format).toBe("png");
      expect(Math.max(sheet.width, sheet.height)).toBeLessThanOrEqual(512);
      const report = await (await fetch(`${server.url}runs/a/report.html`)).text();
      expect(report).toContain("Mode collapse");
      expect(report).toContain("data:image/webp");
      server.child.kill("SIGTERM");
      expect(await server.ended).toBe(0);
      expect(existsSync(join(root, ".gan-diversity", "server.json"))).toBe(false);
      expect(server.errors()).toBe("");
    },
    PATIENCE,
  );

  test(
    "as arrays, or as single images, is judged as check judges what lies there",
    async () => {
      const root = folder();
      const server = await start(root);
      const [first, second] = sheetsOf("healthy");
      for (const { path, step } of [first!, second!]) {
        const batch = await batchOf(path);
        const { status, state } = await post(checkpoint(server, "arrays", `step=${step}`), batch, TYPES.npy);
        expect([status, state.judged]).toEqual([200, step]);
        const form = new FormData();
        for (let tile = 0; tile < 64; tile++) {
          const image = await sharp(path).extract(tileOf(tile)).png().toBuffer();
          form.append("images", new Blob([new Uint8Array(image)]), `${tile}.png`);
        }
        form.append("scores", JSON.stringify({ real: 0.6, fake: 0.4 }));
        const single = await post(checkpoint(server, "images", `step=${step}`), form);
        expect([single.status, single.state.judged]).toEqual([200, step]);
      }
      for (const name of ["arrays", "images"]) {
        const state = await stateOf(server, name);
        expect(checked(root, name)).toEqual({
          status: state.status,
          sentence: state.sentence,
          steps: [first!.step, second!.step],
        });
        expect(state.figures.modes).toBeGreaterThan(20);
      }
      expect((await stateOf(server, "images")).figures.generator).not.toBeNull();
    },
    PATIENCE,
  );

  test(
    "without waiting is acknowledged at once, and judged",
    async () => {
      const server = await start(folder());
      const { path, step } = sheetsOf("healthy")[0]!;
      const { status, state } = await post(
        checkpoint(server, "a", `step=${step}&wait=false`),
        readFileSync(path),
        TYPES.png,
      );
      expect([status, state.received]).toEqual([202, step]);
      await until(server, "a", ({ judged }) => judged === step);
    },
    PATIENCE,
  );

  test(
    "with scores that are no log is judged by its pictures, and that is said",
    async () => {
      const server = await start(folder());
      const { path } = sheetsOf("healthy")[0]!;
      const { state } = await post(
        checkpoint(server, "a", "step=0&scores=%7B%22xyz%22%3A1%7D"),
        readFileSync(path),
        TYPES.png,
      );
      expect(state).toMatchObject({ checkpoints: 1, waiting: expect.stringContaining("The scores are left out: ") });
    },
    PATIENCE,
  );
});

test(
  "a server that is killed loses nothing that it acknowledged, and judges it when it is started again",
  async () => {
    const root = folder();
    const sheets = sheetsOf("healthy").slice(0, 6);
    const acknowledged = new Map<string, number[]>();
    for (const round of [0, 1, 2]) {
      const server = await start(root);
      const posts = ["a", "b", "c"].flatMap((name) =>
        sheets.slice(2 * round, 2 * round + 2).map(async ({ path, step }) => {
          const query = `step=${step}&wait=${name === "a"}&scores=${encodeURIComponent(JSON.stringify({ real: 0.6, fake: step / 1e4 }))}`;
          const answer = await post(checkpoint(server, name, query), readFileSync(path), TYPES.png).catch(() => null);
          if (answer && answer.status < 300) acknowledged.set(name, [...(acknowledged.get(name) ?? []), step]);
        }),
      );
      // Some are answered, some are not.
      await Promise.race(posts);
      server.child.kill("SIGKILL");
      await Promise.all(posts);
      await server.ended;
    }
    const all = [...acknowledged.values()].flat();
    expect(all.length).toBeGreaterThanOrEqual(3);
    const server = await start(root);
    for (const [name, steps] of acknowledged) {
      const files = readdirSync(join(root, name));
      const lines = readFileSync(join(root, name, "scores.jsonl"), "utf8").split("\n");
      for (const step of steps) {
        const file = `step-${String(step).padStart(8, "0")}.png`;
        expect(files).toContain(file);
        expect(readFileSync(join(root, name, file))).toEqual(
          readFileSync(sheets.find((sheet) => sheet.step === step)!.path),
        );
        expect(lines.filter((line) => line.startsWith(`{"step": ${step},`) && line.endsWith("}"))).toHaveLength(1);
      }
      const last = Math.max(...steps);
      const state = await until(server, name, ({ judged }) => judged !== null && judged >= last);
      expect(state.received).toBeGreaterThanOrEqual(last);
      expect(state.course.map(({ step }) => step)).toEqual(expect.arrayContaining(steps));
    }
  },
  PATIENCE,
);

test(
  "a run that a training writes by itself below the root is judged with its log, and again when it goes on, and forgotten when it is gone",
  async () => {
    const root = folder();
    const samples = join(root, "by hand", "samples");
    mkdirSync(samples, { recursive: true });
    const sheets = sheetsOf("mode-collapse");
    const add = (from: number, to: number) => {
      for (const { path } of sheets.slice(from, to)) copyFileSync(path, join(samples, path.split("/").at(-1)!));
    };
    add(0, 3);
    copyFileSync(join(SAMPLES, "mode-collapse", "log.csv"), join(root, "by hand", "log.csv"));
    symlinkSync("/etc", join(root, "link"));
    const server = await start(root);
    const state = await until(server, "by%20hand", ({ checkpoints }) => checkpoints === 3);
    expect(state).toMatchObject({ name: "by hand", received: null });
    expect(state.figures.generator).not.toBeNull();
    add(3, sheets.length);
    await until(server, "by%20hand", ({ status }) => status === "mode-collapse");
    const names = async (): Promise<string[]> => {
      const { runs } = (await (await fetch(`${server.url}api/runs`)).json()) as { runs: RunState[] };
      return runs.map(({ name }) => name);
    };
    expect(await names()).toEqual(["by hand"]);
    rmSync(join(root, "by hand"), { recursive: true });
    await expect.poll(names, { timeout: PATIENCE }).toEqual([]);
  },
  PATIENCE,
);

test(
  "hostile requests are refused with the reason, and leave the server as it was",
  async () => {
    const root = folder();
    const server = await start(root);
    const sheet = readFileSync(sheetsOf("healthy")[0]!.path);
    const broken = Buffer.from(sheet);
    broken.fill(0, broken.length >> 1, (broken.length >> 1) + 400);
    const tries: [query: string, type: string, body: Buffer | string, status: number][] = [
      ["step=1", "image/png", sheet.subarray(0, sheet.length >> 1), 422],
      ["step=1", "image/png", broken, 422],
      ["step=1", "image/png", "", 422],
      ["step=1", "image/png", `<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>`, 422],
      ["step=1", "image/svg+xml", "<svg/>", 415],
      ["step=-1", "image/png", sheet, 422],
      ["step=99999999999999999999", "image/png", sheet, 422],
      ["", "image/png", sheet, 422],
      ["step=1&wait=maybe", "image/png", sheet, 400],
      ["step=1&scores=[1]", "image/png", sheet, 400],
      ["step=1", "application/x-npy", Buffer.from("\x93NUMPY\x01\x00\xff\xff{", "latin1"), 422],
      ["step=1", "application/x-npy", npy("<f8", [1_000_000, 8192, 8192, 3], Buffer.alloc(8)), 422],
      ["step=1", "application/x-npz", Buffer.from("PK\x05\x06".padEnd(22, "\0"), "latin1"), 422],
      ["step=1", "multipart/form-data; boundary=x", "--x\r\n\r\n--y", 400],
      ["step=1", "application/json", `{"scores": ${"[".repeat(100_000)}}`, 400],
      ["step=1", "application/json", `{"scores": {"__proto__": 1, "constructor": "x"}}`, 400],
      ["step=1", "image/png", Buffer.alloc(2 ** 26 + 1), 413],
    ];
    for (const [query, type, body, expected] of tries) {
      const answer = await fetch(checkpoint(server, "a", query), {
        method: "POST",
        headers: { "content-type": type },
        body: typeof body === "string" ? body : new Uint8Array(body),
      });
      expect([query, type, answer.status]).toEqual([query, type, expected]);
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
      expect(await answer.json()).toMatchObject({ status: expected, detail: expect.stringContaining("Next: ") });
    }
    // A thousand more, many at once.
    const paths = ["..%2f..%2fetc%2fpasswd", "%00", "..", "%2e%2e%5c", "a%2f..%2fb", "\u202e", "%ff", "_"];
    const many: number[] = [];
    for (let first = 0; first < 1000; first += 50)
      many.push(
        ...(await Promise.all(
          Array.from({ length: 50 }, async (_, at) => {
            const [, , body] = tries[(first + at) % (tries.length - 1)]!;
            const name = paths[at % paths.length]!;
            const answer = await fetch(`${server.url}api/runs/${name}/checkpoints?step=${first + at}`, {
              method: "POST",
              body: typeof body === "string" ? body : new Uint8Array(body),
            });
            await answer.arrayBuffer();
            return answer.status;
          }),
        )),
      );
    expect(many.filter((status) => status < 400)).toEqual([]);
    expect(many.filter((status) => status >= 500)).toEqual([]);
    expect(readdirSync(root)).toEqual([".gan-diversity"]);
    expect(readdirSync(join(root, ".gan-diversity", "incoming"))).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(await (await fetch(`${server.url}api/health`)).json()).toMatchObject({ name: "gan-diversity" });
    expect(server.errors()).toBe("");
  },
  PATIENCE,
);

describe("the command", () => {
  test(
    "serves a root once, and takes the place of a server that was killed",
    async () => {
      const root = folder();
      const first = await start(root);
      expect(first.output()).toBe(`gan-diversity serves ${root} at ${first.url}\n`);
      expect(JSON.parse(readFileSync(join(root, ".gan-diversity", "server.json"), "utf8"))).toMatchObject({
        url: first.url,
        pid: first.child.pid,
      });
      expect(run("serve", root, "--port", "0")).toMatchObject({
        status: 2,
        stderr: expect.stringMatching(/Expected a folder that is not served yet .* at http:\S+\. Next: /),
      });
      first.child.kill("SIGKILL");
      await first.ended;
      const second = await start(root);
      expect(second.url).not.toBe(first.url);
    },
    PATIENCE,
  );

  test(
    "ends with its standard input where that was asked for",
    async () => {
      const server = await start(folder(), ["--end-with-stdin"]);
      server.child.stdin!.end();
      expect(await server.ended).toBe(0);
    },
    PATIENCE,
  );

  test.each<[string, string[], Record<string, string>, RegExp]>([
    ["an address of the network without a token", ["--host", "0.0.0.0"], {}, /token together with --host 0\.0\.0\.0/],
    ["a short token", ["--token", "short"], {}, /16 characters or more for --token/],
    ["a short token of the environment", [], { GAN_DIVERSITY_TOKEN: "short" }, /16 characters or more/],
    ["a port that is none", ["--port", "65536"], {}, /port from 0 to 65535/],
    ["a root that is a file", [], {}, /Expected a folder to serve/],
  ])("refuses %s", async (what, args, env, words) => {
    const root = what.includes("a file") ? join(SAMPLES, "README.md") : folder();
    await expect(start(root, args, env)).rejects.toThrow(words);
  });

  test(
    "asks for the token that the environment holds",
    async () => {
      const server = await start(folder(), [], { GAN_DIVERSITY_TOKEN: "0123456789abcdef" });
      expect((await fetch(`${server.url}api/runs`)).status).toBe(401);
      const headers = { authorization: "Bearer 0123456789abcdef" };
      expect((await fetch(`${server.url}api/runs`, { headers })).status).toBe(200);
    },
    PATIENCE,
  );
});

test(
  "watch --serve shows the runs that are watched, and takes none",
  async () => {
    const root = folder();
    const samples = join(root, "samples");
    mkdirSync(samples);
    for (const { path } of sheetsOf("mode-collapse")) copyFileSync(path, join(samples, path.split("/").at(-1)!));
    const server = await serving([
      "watch",
      samples,
      "--serve",
      "0",
      "--cache-dir",
      join(root, "cache"),
      "--threads",
      "1",
    ]);
    running.push(server);
    const state = await until(server, "samples", ({ status }) => status === "mode-collapse");
    expect(state).toMatchObject({ name: "samples", judged: 3000, received: 3000 });
    expect(await (await fetch(`${server.url}runs/samples/report.html`)).text()).toContain("data:image/webp");
    expect(await (await fetch(server.url)).text()).toContain("Mode collapse");
    const { status } = await post(checkpoint(server, "samples", "step=1"), '{"scores":{"real":1}}', "application/json");
    expect(status).toBe(404);
    server.child.kill("SIGINT");
    expect(await server.ended).toBe(130);
  },
  PATIENCE,
);
