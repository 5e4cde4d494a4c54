import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { toolWithout } from "../helpers/copied-tool.ts";
import { writeDrawings } from "../helpers/pictures.ts";

test("without the optional package --queue says how to get it, and plan, task and merge need none", async () => {
  const { run } = await toolWithout("bullmq");
  const folder = mkdtempSync(join(tmpdir(), "gan-diversity-without-"));
  const [pictures, shared] = [join(folder, "pictures"), join(folder, "shared")];
  await writeDrawings(
    pictures,
    Array.from({ length: 20 }, (_, seed) => seed),
  );
  for (const command of [["check", pictures], ["worker"]]) {
    const { status, stderr } = run(...command, "--queue", "redis://localhost", "--shared", shared);
    expect(status).toBe(3);
    expect(stderr).toMatch(
      /Expected the package bullmq for --queue .* Next: npm install bullmq where gan-diversity is installed/,
    );
  }
  expect(run("plan", pictures, "--shared", shared, "--fail-on", "never").status).toBe(0);
  expect(run("task", "1", "--shared", shared).status).toBe(0);
  expect(run("merge", "--shared", shared, "--quiet").status).toBe(0);
});
