/** On the built library, each in a process of its own. */
import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";

const LIBRARY = pathToFileURL(resolve("dist/index.js")).href;

const inProcess = (code: string): unknown =>
  JSON.parse(
    execFileSync(process.execPath, ["--input-type=module", "--eval", code], { encoding: "utf8", timeout: 60_000 }),
  );

/** What a program can see of its own process, before and after. */
const compare = (change: string): { before: unknown; after: unknown } =>
  inProcess(`
    import sharp from "sharp";
    const look = () => ({
      environment: { ...process.env },
      sharp: [sharp.cache(), sharp.concurrency(), sharp.simd()],
      listeners: process.eventNames().map((name) => [String(name), process.listenerCount(name)]),
      resources: process.getActiveResourcesInfo().sort(),
      globals: Object.getOwnPropertyNames(globalThis).sort(),
      folder: process.cwd(),
      exitCode: process.exitCode ?? null,
    });
    // What loading this very script has opened is closed, and the streams are there, before the first look.
    const settle = () => new Promise((resolve) => setTimeout(resolve, 100));
    process.stdout.write("");
    process.stderr.write("");
    await settle();
    const before = look();
    ${change}
    await settle();
    console.log(JSON.stringify({ before, after: look() }));`) as { before: unknown; after: unknown };

test("importing the library changes nothing in the process that imports it", () => {
  const { before, after } = compare(`await import(${JSON.stringify(LIBRARY)});`);
  expect(after).toEqual(before);
});

test("the comparison sees a change", () => {
  const { before, after } = compare(
    'process.env.X = "1"; sharp.concurrency(3); process.on("SIGUSR2", () => {}); globalThis.x = 1;',
  );
  for (const part of ["environment", "sharp", "listeners", "globals"] as const)
    expect((after as Record<string, unknown>)[part]).not.toEqual((before as Record<string, unknown>)[part]);
});
