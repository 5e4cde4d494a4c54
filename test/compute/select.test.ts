import { expect, test } from "vitest";
import type { Backend } from "../../src/compute/backend.ts";
import type { Device } from "../../src/compute/devices.ts";
import { probeRuntimes } from "../../src/compute/probe.ts";
import type { Runtime } from "../../src/compute/runtime.ts";
import { foreseeBackend, selectBackend } from "../../src/compute/select.ts";
import { BackendError } from "../../src/errors.ts";
import { exactBackend } from "../helpers/exact-backend.ts";

const runtime = (name: string, devices: Device[], more: Partial<Runtime> = {}): Runtime => ({
  name,
  devices,
  format: "onnx",
  open: async () => ({ ...exactBackend, name }),
  ...more,
});
const missing = (name: string, devices: Device[]): Runtime =>
  runtime(name, devices, { open: () => Promise.reject(new BackendError(`${name} is not installed.`)) });
const nameOf = async (device: Device, runtimes: Runtime[], format?: Runtime["format"]) =>
  (await selectBackend(device, 1, format, runtimes)).backend.name;

test("the first runtime of a device that is there is taken, of the format that a user's model has", async () => {
  const runtimes = [
    missing("first", ["auto"]),
    runtime("second", ["auto", "cpu"], { format: "tensorflow" }),
    runtime("third", ["auto", "cuda"]),
  ];
  expect(await nameOf("auto", runtimes)).toBe("second");
  expect(await nameOf("auto", runtimes, "onnx")).toBe("third");
  expect(await nameOf("cuda", runtimes)).toBe("third");
  await expect(nameOf("cpu", runtimes, "onnx")).rejects.toThrow("ONNX models run on ONNX Runtime");
});

test("a device whose runtimes are all missing is an error with every reason, and never another device", async () => {
  const runtimes = [missing("one", ["cuda"]), missing("two", ["cuda"]), runtime("three", ["auto", "cpu"])];
  await expect(nameOf("cuda", runtimes)).rejects.toThrow(
    "not available here:\none is not installed.\ntwo is not installed.",
  );
});

test("a failure that is no missing runtime ends the search", async () => {
  const broken = runtime("broken", ["auto"], { open: () => Promise.reject(new TypeError("a fault of ours")) });
  await expect(nameOf("auto", [broken, runtime("next", ["auto"])])).rejects.toThrow("a fault of ours");
});

test("who stands in for a runtime that is missing says so, and nobody else does", async () => {
  const stand = (device: Device, fast: Runtime) =>
    selectBackend(device, 1, undefined, [fast, runtime("slow", ["auto", "tfjs"], { standsInFor: "fast" })]);
  expect((await stand("auto", missing("fast", ["auto"]))).slower).toBe(
    "slow (test) computed, several times slower than could be: fast is not installed.",
  );
  expect((await stand("tfjs", missing("fast", ["auto"]))).slower).toBeNull();
  expect((await stand("auto", runtime("fast", ["auto"]))).slower).toBeNull();
});

test("auto takes no runtime that is unfit or computes wrongly, and closes what it leaves; by name it is taken", async () => {
  let closed = 0;
  const wrong: Backend = {
    ...exactBackend,
    name: "wrong",
    reduceTiles: (rows, ...rest) => exactBackend.reduceTiles({ ...rows, values: rows.values.map(() => 0) }, ...rest),
    close: async () => {
      closed++;
    },
  };
  const unfit = runtime("unfit", ["auto", "webgpu"], { fitness: async () => ({ fit: false, detail: "software" }) });
  const lying = runtime("lying", ["auto", "directml"], {
    open: async () => wrong,
    fitness: async () => ({ fit: true, detail: "hardware" }),
  });
  const runtimes = [unfit, lying, runtime("honest", ["auto"])];
  expect(await nameOf("auto", runtimes)).toBe("honest");
  expect(closed).toBe(1);
  expect(await nameOf("webgpu", runtimes)).toBe("unfit");

  const probes = await probeRuntimes(1, runtimes);
  expect(probes.map(({ works, auto }) => ({ works, auto }))).toEqual([
    { works: true, auto: false },
    { works: false, auto: false },
    { works: true, auto: true },
  ]);
  expect(probes.map(({ detail }) => detail)).toEqual([
    "unfit, test\nonly when asked for with --device webgpu: software",
    "computes wrong inner products: 0, 0, 0, 0",
    "honest, test",
  ]);
});

test("what is foreseen is not loaded; what is selected is, and another is taken where it can not be", async () => {
  let loaded = 0;
  const late = runtime("late", ["auto"], {
    open: async () => ({
      ...exactBackend,
      name: "late",
      load: async () => {
        loaded++;
        throw new BackendError("late does not load.");
      },
    }),
  });
  const runtimes = [late, runtime("next", ["auto"], { standsInFor: "late" })];
  const foreseen = await foreseeBackend("auto", 1, undefined, runtimes);
  expect([foreseen.backend.name, foreseen.slower, loaded]).toEqual(["late", null, 0]);
  const selected = await selectBackend("auto", 1, undefined, runtimes);
  expect([selected.backend.name, loaded]).toEqual(["next", 1]);
  expect(selected.slower).toContain("late does not load.");
});
