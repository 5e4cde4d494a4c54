import { mkdtemp, readFile } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { type Notice, postsTo, runsCommand } from "../../src/watch/reactions.ts";

const NOTICE: Notice = {
  run: 'run "$(touch hacked)"; `id`',
  status: "mode-collapse",
  title: "Mode collapse",
  since: "step 2400",
  confidence: "high",
  sentence: "The generator collapsed onto few modes since step 2400.",
  remedy: "Restart from step 2000.",
  exitCode: 1,
};

let close: (() => void) | null = null;
afterEach(() => close?.());

/** @param answers status codes, one for each request; the last one goes on */
const hook = async (...answers: number[]) => {
  const bodies: unknown[] = [];
  const server = createServer(async (request: IncomingMessage, response) => {
    let text = "";
    for await (const part of request) text += part;
    bodies.push(JSON.parse(text));
    const status = answers[Math.min(bodies.length, answers.length) - 1]!;
    response.writeHead(status, status === 302 ? { location: "/elsewhere" } : {}).end("seen");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, bodies };
};

test("a command finds the state in its environment, and no name becomes a part of the command", async () => {
  const folder = await mkdtemp(join(tmpdir(), "gan-diversity-command-"));
  const file = join(folder, "seen.txt");
  const command = runsCommand(
    `printf '%s|%s|%s' "$GAN_DIVERSITY_STATUS" "$GAN_DIVERSITY_RUN" "$GAN_DIVERSITY_EXIT_CODE" > '${file}'`,
  );
  expect(await command(NOTICE)).toBeNull();
  expect(await readFile(file, "utf8")).toBe(`mode-collapse|${NOTICE.run}|1`);
});

test("a command that fails says how", async () => {
  expect(await runsCommand("exit 3")(NOTICE)).toBe("it ended with exit code 3");
});

test("the notice is posted as JSON", async () => {
  const { url, bodies } = await hook(204);
  expect(await postsTo(url)(NOTICE)).toBeNull();
  expect(bodies).toEqual([NOTICE]);
});

test("a server at fault is asked again, and one that refuses is not", async () => {
  const failing = await hook(503, 500, 200);
  expect(await postsTo(failing.url, [1, 1])(NOTICE)).toBeNull();
  expect(failing.bodies).toHaveLength(3);
  close?.();
  const refusing = await hook(404);
  expect(await postsTo(refusing.url, [1, 1])(NOTICE)).toBe("it answered 404");
  expect(refusing.bodies).toHaveLength(1);
});

test("the notice is sent nowhere else than it was asked for", async () => {
  const { url, bodies } = await hook(302, 200);
  expect(await postsTo(url, [])(NOTICE)).toMatch(/redirect/);
  expect(bodies).toHaveLength(1);
});

test("where nobody listens the reason is said in the end", async () => {
  const { url } = await hook(200);
  close?.();
  expect(await postsTo(url, [1])(NOTICE)).toMatch(/ECONNREFUSED|refused/);
});
