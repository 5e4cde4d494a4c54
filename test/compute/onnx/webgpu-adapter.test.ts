import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { findHardwareAdapter, hardwareOnly } from "../../../src/compute/onnx/webgpu-adapter.ts";

/** A Linux root folder with render nodes and Vulkan drivers as the distributions lay them out. */
let root: string;
let base: string;
let count = 0;
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), "adapter-"));
});
afterAll(() => rm(base, { recursive: true }));
beforeEach(() => {
  root = join(base, String(count++));
});

const write = async (path: string, text = ""): Promise<string> => {
  const full = join(root, path);
  await mkdir(dirname(full), { recursive: true });
  await writeFile(full, text);
  return full;
};
const addNode = async (name: string, driver: string): Promise<void> => {
  await write(`dev/dri/${name}`);
  const device = join(root, "sys/class/drm", name, "device");
  await mkdir(device, { recursive: true });
  await symlink(`../../../bus/pci/drivers/${driver}`, join(device, "driver"));
};
const addDriver = (name: string, library: string): Promise<string> =>
  write(
    `usr/share/vulkan/icd.d/${name}.json`,
    JSON.stringify({ ICD: { api_version: "1.3.0", library_path: library }, file_format_version: "1.0.0" }),
  );
const find = (environment: NodeJS.ProcessEnv = {}, platform = "linux") =>
  findHardwareAdapter({ platform, environment, root });

test.each([
  ["i915", "libvulkan_intel.so"],
  ["amdgpu", "/usr/lib/x86_64-linux-gnu/libvulkan_radeon.so"],
  ["nvidia", "libGLX_nvidia.so.0"],
])(
  "a render node of %s with its own Vulkan driver is hardware, and only that driver is used",
  async (driver, library) => {
    await addNode("renderD128", driver);
    await addDriver("lvp_icd.x86_64", "libvulkan_lvp.so");
    const own = await addDriver("own_icd", library);
    const found = await find();
    expect(found).toEqual({ found: true, name: driver, drivers: [own] });
    expect(hardwareOnly([own])).toEqual({ VK_DRIVER_FILES: own, VK_ICD_FILENAMES: own });
  },
);

test("a software driver alone is never hardware, whatever render node there is", async () => {
  await addNode("renderD128", "i915");
  await addDriver("lvp_icd", "libvulkan_lvp.so");
  await addDriver("swiftshader", "./libvk_swiftshader.so");
  expect(await find()).toEqual({
    found: false,
    reason: "renderD128 (i915): its Vulkan driver is not installed",
  });
});

test("the drivers that the environment names are the only ones that count", async () => {
  await addNode("renderD128", "amdgpu");
  await addDriver("radeon_icd", "libvulkan_radeon.so");
  const software = await write("elsewhere/vk_swiftshader_icd.json", JSON.stringify({ ICD: { library_path: "x.so" } }));
  expect(await find({ VK_ICD_FILENAMES: software })).toMatchObject({ found: false });
  expect(await find()).toMatchObject({ found: true });
});

test("virtual devices, other systems and machines without a render node are no hardware, with the reason", async () => {
  expect(await find()).toMatchObject({ reason: "no graphics processor (no render node in /dev/dri)" });
  await addNode("renderD128", "virtio-pci");
  await addDriver("virtio_icd", "libvulkan_virtio.so");
  await addDriver("broken", "libvulkan_intel.so");
  await write("usr/share/vulkan/icd.d/text.json", "no json");
  expect(await find()).toMatchObject({ reason: "renderD128 (virtio-pci): no known graphics processor" });
  expect(await find({}, "win32")).toMatchObject({ reason: expect.stringContaining("on win32") as string });
  expect(await find({}, "darwin")).toMatchObject({ found: false });
});
