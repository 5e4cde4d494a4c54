import { expect, test } from "vitest";
import { nvidiaFitness } from "../../src/compute/nvidia.ts";

test.each<[NodeJS.Platform, string[], boolean]>([
  ["linux", [], false],
  ["linux", ["/dev/nvidiactl", "/dev/nvidia0"], true],
  ["linux", ["/dev/dxg"], true],
  ["darwin", ["/dev/nvidia0"], false],
  ["win32", [], true],
])("on %s with %j CUDA may be there: %s", async (platform, devices, fit) => {
  expect(await nvidiaFitness(platform, (path) => devices.includes(path))).toMatchObject({ fit });
});
