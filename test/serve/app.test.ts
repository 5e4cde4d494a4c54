/** Requests to the server as it listens, with runs that were made in the test. */
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterEach, describe, expect, test } from "vitest";
import type { RunState } from "../../src/analysis/analysis.ts";
import { runStateOf } from "../../src/report/dashboard/run-state.ts";
import { type AppOptions, appOf } from "../../src/serve/app.ts";
import { Board } from "../../src/serve/board.ts";
import { type Listening, listen } from "../../src/serve/listen.ts";
import { packed } from "../../src/serve/packed.ts";
import type { Posted } from "../../src/serve/store.ts";
import { collapsedAnalysis, HOSTILE } from "../helpers/analysis-fixtures.ts";

const OPEN_API = JSON.parse(readFileSync("schema/openapi.json", "utf8"));
const open: Listening[] = [];
afterEach(async () => {
  for (const listening of open.splice(0)) await listening.close();
});

const served = async (options: Partial<AppOptions> = {}) => {
  const board = new Board(async (name) => `<p>the report of ${name.length} letters`);
  const posted: { name: string; posted: Posted; wait: boolean }[] = [];
  const set = (name: string): RunState => {
    const analysis = collapsedAnalysis();
    const state = runStateOf(analysis, { name, waiting: null, received: 2, changedAt: "2026-01-02T03:04:05.000Z" });
    board.set({ state, analysis: packed(analysis), sheet: Buffer.from("a picture") });
    return state;
  };
  let port = 0;
  const app = appOf({
    board,
    post: async (name, one, wait) => {
      posted.push({ name, posted: one, wait });
      return set(name);
    },
    token: null,
    port: () => port,
    largestBody: 2 ** 16,
    health: { name: "gan-diversity", version: "1.2.3", root: "/root" },
    folder: "runs",
    openapi: () => "{}",
    warn: () => {},
    ...options,
  });
  const listening = await listen(app, { host: "127.0.0.1", port: 0 });
  port = listening.port;
  open.push(listening);
  return { board, posted, set, port, url: listening.url };
};

/** As it is written, which `fetch` would mend. */
const raw = (
  port: number,
  path: string,
  {
    method = "GET",
    headers = {},
    body,
  }: { method?: string; headers?: Record<string, string>; body?: string | Buffer } = {},
): Promise<{ status: number; headers: Record<string, unknown>; text: string }> =>
  new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path, method, headers }, async (response) => {
      let text = "";
      for await (const part of response) text += part;
      resolve({ status: response.statusCode!, headers: response.headers, text });
    });
    sent.on("error", reject);
    sent.end(body);
  });

describe("what is told", () => {
  test("is what the OpenAPI file says of it", async () => {
    const { set, url } = await served();
    set("a");
    const ajv = new Ajv2020({ strict: false });
    ajv.addSchema(OPEN_API, "api");
    const holds = (name: string, value: unknown) => {
      expect(ajv.validate({ $ref: `api#/components/schemas/${name}` }, value), JSON.stringify(ajv.errors)).toBe(true);
    };
    const json = async (path: string) => (await fetch(url + path)).json() as Promise<Record<string, unknown>>;
    holds("RunState", await json("api/runs/a"));
    holds("RunState", ((await json("api/runs")) as { runs: unknown[] }).runs[0]);
    holds("Analysis", await json("api/runs/a/analysis"));
    holds("Problem", await json("api/runs/none"));
    expect(await json("api/health")).toEqual({ name: "gan-diversity", version: "1.2.3", root: "/root" });
  });

  test("lies at the addresses of the OpenAPI file, and at no other", () => {
    const source = readFileSync("src/serve/app.ts", "utf8");
    const routes = [...source.matchAll(/app\.(get|post)\("([^"]+)"/g)].map(
      ([, method, path]) => `${method} ${path!.replaceAll(/:(\w+)/g, "{$1}")}`,
    );
    const told = Object.entries(OPEN_API.paths as Record<string, object>).flatMap(([path, methods]) =>
      Object.keys(methods).flatMap((method) => (method === "parameters" ? [] : [`${method} ${path}`])),
    );
    expect(told.length).toBeGreaterThan(8);
    expect(routes.sort()).toEqual(told.sort());
  });

  test("of a run with any name is found under it, and hurts no page", async () => {
    const { set, url } = await served();
    const name = `${HOSTILE} ü %2f`;
    set(name);
    expect(await (await fetch(`${url}api/runs/${encodeURIComponent(name)}`)).json()).toMatchObject({ name });
    for (const page of ["", `runs/${encodeURIComponent(name)}`]) {
      const answer = await fetch(url + page);
      expect(answer.status).toBe(200);
      expect(await answer.text()).not.toContain("<img src=x");
    }
  });

  test("comes with headers that keep other sites away", async () => {
    const { set, url } = await served();
    set("a");
    for (const path of ["", "api/runs", "api/runs/a/sheet", "runs/a/report.html", "none"]) {
      const { headers } = await fetch(url + path);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("content-security-policy")).toContain("frame-ancestors 'self'");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
      expect(headers.get("cache-control")).toBe("no-store");
    }
  });
});

describe("requests", () => {
  const isProblem = (
    { status, headers, text }: { status: number; headers: Record<string, unknown>; text: string },
    expected: number,
  ) => {
    expect(status, text).toBe(expected);
    expect(headers["content-type"]).toBe("application/problem+json");
    expect(JSON.parse(text)).toMatchObject({
      type: "about:blank",
      status: expected,
      detail: expect.stringMatching(/Next: |at this address/),
    });
  };

  test.each([
    "/api/runs/..%2f..%2fetc%2fpasswd",
    "/api/runs/%2e%2e/%2e%2e/etc/passwd",
    "/api/runs/../../etc/passwd",
    "//api/runs",
    "/api/runs/a%00",
    "/api/runs/%zz",
    "/api/runs/%c0%ae%c0%ae",
    "/runs/..%5c..%5creport.html",
    "/.gan-diversity/server.json",
    "/api/runs/.gan-diversity/sheet",
    "/api/runs/__proto__",
    "/api/runs/constructor/analysis",
    `/api/runs/${"a".repeat(4000)}`,
  ])("for %s are answered with nothing", async (path) => {
    const { port, set } = await served();
    set("a");
    isProblem(await raw(port, path), 404);
  });

  test.each(["..%2fb", "a%2fb", "%2e%2e", "a%00", ".hidden", "%20", "a%0d%0ab", "a".repeat(101)])(
    "that post to %s are refused",
    async (name) => {
      const { port, posted } = await served();
      const headers = { "content-type": "application/json" };
      const answer = await raw(port, `/api/runs/${name}/checkpoints?step=1`, {
        method: "POST",
        headers,
        body: '{"scores":{"a":1}}',
      });
      isProblem(answer, name === "%2e%2e" ? 404 : 400);
      expect(posted).toEqual([]);
    },
  );

  test.each(["example.org", "localhost", "127.0.0.1:1", "evil.localhost:PORT", "localhost:PORT.evil.org", "[::1]:1"])(
    "to the host %j are refused",
    async (host) => {
      const { port } = await served();
      const { status, text } = await raw(port, "/", { headers: { host: host.replace("PORT", `${port}`) } });
      // What is no host at all is refused before it comes to us.
      expect([400, 403]).toContain(status);
      expect(text).not.toContain("<html");
    },
  );

  test.each(["localhost:PORT", "127.0.0.1:PORT", "[::1]:PORT", "LOCALHOST:PORT"])(
    "to the host %j are answered",
    async (host) => {
      const { port } = await served();
      expect((await raw(port, "/api/runs", { headers: { host: host.replace("PORT", `${port}`) } })).status).toBe(200);
    },
  );

  test.each(["http://evil.org", "null", "http://127.0.0.1:1", "https://127.0.0.1:PORT.evil.org", "file://", "x"])(
    "that a page at %j sends are refused",
    async (origin) => {
      const { port, posted } = await served();
      const headers = { origin: origin.replace("PORT", `${port}`), "content-type": "application/json" };
      const body = '{"scores":{"a":1}}';
      isProblem(await raw(port, "/api/runs/a/checkpoints?step=1", { method: "POST", headers, body }), 403);
      expect(posted).toEqual([]);
    },
  );

  test("that its own pages send are answered", async () => {
    const { port } = await served();
    const headers = { origin: `http://127.0.0.1:${port}` };
    expect((await raw(port, "/api/runs", { headers })).status).toBe(200);
  });

  test("with a body that is too large are refused, said to be or not", async () => {
    const { port, posted } = await served();
    const post = (headers: Record<string, string>, body: Buffer) =>
      raw(port, "/api/runs/a/checkpoints?step=1", {
        method: "POST",
        headers: { "content-type": "image/png", ...headers },
        body,
      });
    const large = Buffer.alloc(2 ** 16 + 1);
    isProblem(await post({ "content-length": `${large.length}` }, large), 413);
    isProblem(await post({ "transfer-encoding": "chunked" }, large), 413);
    expect(posted).toEqual([]);
  });

  test("without an end of them get 429 and when to come again", async () => {
    const { port } = await served({ rate: { perSecond: 0.01, atOnce: 5 } });
    for (let count = 0; count < 5; count++) expect((await raw(port, "/api/health")).status).toBe(200);
    const refused = await raw(port, "/api/health");
    isProblem(refused, 429);
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(90);
  });

  test("that are no HTTP, or name no host, end their connection and nothing else", async () => {
    const { port } = await served();
    const sent = (text: string) =>
      new Promise<string>((resolve, reject) => {
        const socket = connect(port, "127.0.0.1", () => socket.write(text));
        let answer = "";
        socket.on("data", (part) => {
          answer += part;
        });
        socket.on("close", () => resolve(answer));
        socket.on("error", reject);
      });
    for (const text of [
      "GET / HTTP/1.1\r\n\r\n",
      "GET / HTTP/1.0\r\n\r\n",
      "\x16\x03\x01\x02\x00\x01\x00",
      "GET /\r\n\r\n",
      `GET / HTTP/1.1\r\nHost: a\r\nX: ${"a".repeat(100_000)}\r\n\r\n`,
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
    ])
      expect(await sent(text)).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect((await raw(port, "/api/health")).status).toBe(200);
  });

  test("that post where nothing is taken find nothing there", async () => {
    const { port } = await served({ post: null });
    isProblem(await raw(port, "/api/runs/a/checkpoints?step=1", { method: "POST", body: "{}" }), 404);
  });

  test("that are fine are taken as they are", async () => {
    const { port, posted } = await served();
    const path = "/api/runs/a/checkpoints?step=12&wait=false&scores=%7B%22real%22%3A0.5%7D";
    const headers = { "content-type": "application/x-npy" };
    const { status, text } = await raw(port, path, { method: "POST", headers, body: "an array" });
    expect([status, JSON.parse(text).name]).toEqual([202, "a"]);
    expect(posted).toEqual([
      {
        name: "a",
        wait: false,
        posted: { step: 12, pictures: { ending: "npy", bytes: Buffer.from("an array") }, scores: { "D(x)": 0.5 } },
      },
    ]);
    isProblem(
      await raw(port, `${path}&wait=0`.replace("&wait=false", ""), { method: "POST", headers, body: "an array" }),
      400,
    );
  });
});

describe("a server with a token", () => {
  const token = "0123456789abcdef";
  const body = { method: "POST", headers: { "content-type": "application/json" }, body: '{"scores":{"a":1}}' };

  test("answers who has it, under any host, and nobody else", async () => {
    const { port } = await served({ token });
    for (const authorization of [undefined, "Bearer", "Bearer 0123456789abcdeF", `Basic ${token}`, `Bearer ${token}0`])
      expect((await raw(port, "/api/runs", { headers: authorization ? { authorization } : {} })).status).toBe(401);
    const headers = { authorization: `Bearer ${token}`, host: "gpu-box.example:7860" };
    expect((await raw(port, "/api/runs", { headers })).status).toBe(200);
  });

  test("gives a page that is opened with it a cookie, and its address without it", async () => {
    const { port } = await served({ token });
    const { status, headers } = await raw(port, `/?token=${token}&a=1`);
    expect([status, headers.location]).toEqual([303, "/?a=1"]);
    const [cookie] = headers["set-cookie"] as string[];
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict$/i);
    expect(cookie).not.toContain(token);
    const sent = { cookie: cookie!.split(";")[0]! };
    expect((await raw(port, "/", { headers: sent })).status).toBe(200);
    expect((await raw(port, "/?token=wrong", {})).status).toBe(401);
    // A path with two slashes would be another host.
    expect((await raw(port, `//evil.org/?token=${token}`)).headers.location).toBe("/evil.org/");
    // Another site's page can not use the cookie to post.
    const { headers: posting } = body;
    const foreign = { ...posting, ...sent, origin: "http://evil.org" };
    expect((await raw(port, "/api/runs/a/checkpoints?step=1", { ...body, headers: foreign })).status).toBe(403);
  });

  test("lets nobody try many", async () => {
    const { port } = await served({ token });
    const statuses: number[] = [];
    for (let guess = 0; guess < 40; guess++)
      statuses.push((await raw(port, "/api/runs", { headers: { authorization: `Bearer guess-${guess}` } })).status);
    expect(statuses.slice(0, 20)).toEqual(Array(20).fill(401));
    expect(statuses.at(-1)).toBe(429);
    expect((await raw(port, "/api/runs", { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
  });
});
