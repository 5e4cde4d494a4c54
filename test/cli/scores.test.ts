import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "../helpers/cli.ts";

let folder: string;
let dcgan: string;
let hinge: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "scores-cli-"));
  dcgan = join(folder, "train.out");
  hinge = join(folder, "hinge.csv");
  writeFileSync(
    dcgan,
    Array.from(
      { length: 20 },
      (_, batch) => `[0/25][${batch}/782]\tLoss_D: 1.3\tLoss_G: 0.7${batch}\tD(x): 0.75\tD(G(z)): 0.25 / 0.2\n`,
    ).join(""),
  );
  writeFileSync(hinge, "step,\u001b[31mg_loss,d_loss\n0,-0.5,1.5\n1,nan,0.25\n");
});
afterAll(() => rmSync(folder, { recursive: true }));

const flat = (text: string) => text.replace(/\s+/g, " ");

test("scores says what was understood: format, columns, basis, steps", () => {
  const { status, stdout, stderr } = run("scores", dcgan);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(flat(stdout)).toContain("PyTorch DCGAN; 20 lines or records read, 0 refused");
  expect(stdout).toContain("20, iteration 0 to 19");
  expect(flat(stdout)).toContain("scoreGenerator: exact (as logged) from D(G(z)); 0.25 to 0.25, ends at 0.25");
  expect(flat(stdout)).toContain("scoreDiscriminator: exact (as logged) from D(x) and D(G(z)); 0.75 to 0.75");
});

test("refusals come with their reason, broken numbers are counted, and names can not move the cursor", () => {
  const { status, stdout } = run("scores", hinge, "--loss", "hinge", "--columns", "loss-d=d_loss");
  expect(status).toBe(0);
  expect(flat(stdout)).toMatch(/Refused as scores scoreGenerator: g_loss gives no scores: it is a hinge loss/);
  expect(flat(stdout)).toContain("1 rows are NaN or infinite");
  expect(stdout).not.toContain("\u001b");
});

test("as JSON the same is there for programs", () => {
  const { status, stdout } = run("scores", dcgan, "--json");
  expect(status).toBe(0);
  const { scores, warnings } = JSON.parse(stdout);
  expect(scores).toMatchObject({ format: "PyTorch DCGAN", rows: 20, extent: { from: 0, to: 19 }, refusals: [] });
  expect(warnings).toEqual([]);
});

test.each([
  [["scores"], 2, "missing required argument 'logs'"],
  [["scores", "x", "--loss", "mse"], 2, 'Expected one of bce, hinge, wgan, lsgan for --loss but received "mse"'],
  [["scores", "x", "--d-loss", "max"], 2, "Expected one of sum, mean for --d-loss"],
  [["scores", "x", "--columns", "D_real"], 2, "Expected pairs such as real=D_real,fake=D_fake"],
  [["scores", "no/such.log"], 3, "Expected a score log at no/such.log"],
] as const)("%j exits with %i and says what was expected", (args, code, message) => {
  const { status, stderr } = run(...args);
  expect(status).toBe(code);
  expect(stderr).toContain(message);
});

test("check takes several logs of one run, and its report says the basis of every score", () => {
  const other = join(folder, "more.jsonl");
  writeFileSync(other, '{"step": 0, "FID": 50}\n');
  const { status, stdout } = run("check", "--scores", dcgan, "--scores", other, "--json", "-");
  expect(status).toBe(0);
  const { scores, settings } = JSON.parse(stdout);
  expect(settings.scores).toBe(`${dcgan}, ${other}`);
  expect(scores.metrics).toMatchObject([{ name: "FID", values: [50] }]);
  expect(run("check", "--scores", dcgan, "--verbose").stdout).toContain("exact (as logged)");
});
