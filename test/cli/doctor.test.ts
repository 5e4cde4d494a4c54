import { expect, test } from "vitest";
import { DEVICES } from "../../src/compute/devices.ts";
import { run } from "../helpers/cli.ts";

test("doctor shows a runtime that works, what the others need, what auto takes, and that nothing is missing", () => {
  const { status, stdout } = run("doctor");
  expect(status).toBe(0);
  expect(stdout).toMatch(/^works +ONNX Runtime on the CPU +--device cpu\n +ONNX Runtime [\d.]+, CPU, \d+ threads?$/m);
  expect(stdout).toMatch(/^works +TensorFlow\.js on WASM +--device cpu, tfjs$/m);
  expect(stdout).toMatch(/\n--device auto takes \S.+\.\nFine: no faster engine is missing\.\n$/);
});

test("doctor as JSON names one working runtime that auto takes, and a reason for every missing one", () => {
  const { status, stdout } = run("doctor", "--json");
  expect(status).toBe(0);
  const probes = JSON.parse(stdout) as { works: boolean; auto: boolean; detail: string; devices: string[] }[];
  expect(probes.filter(({ auto }) => auto).map(({ works }) => works)).toEqual([true]);
  for (const { works, detail } of probes) if (!works) expect(detail.length).toBeGreaterThan(20);
  expect(new Set(probes.flatMap(({ devices }) => devices))).toEqual(new Set(DEVICES));
});
