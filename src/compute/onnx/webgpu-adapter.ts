/**
 * Whether WebGPU would run on a graphics processor. A software adapter answers like a real one, so this is read off the system:
 * on Linux a usable /dev/dri render node whose kernel driver has its own Vulkan driver installed. Elsewhere nothing is claimed.
 */
import { access, constants, readdir, readFile, readlink } from "node:fs/promises";
import { basename, delimiter, join } from "node:path";

export type HardwareAdapter =
  /** `drivers` are the Vulkan driver manifests of the hardware alone. */
  { found: true; name: string; drivers: string[] } | { found: false; reason: string };

/** Kernel driver of a graphics processor -> library of its Vulkan driver. A virtual device may end in software, so none is listed. */
const VULKAN_LIBRARY: Record<string, RegExp> = {
  amdgpu: /libvulkan_radeon|amdvlk/,
  asahi: /libvulkan_asahi/,
  i915: /libvulkan_intel/,
  msm: /libvulkan_freedreno|vulkan\.adreno/,
  nouveau: /libvulkan_nouveau/,
  nvidia: /libGLX_nvidia|libEGL_nvidia/,
  panfrost: /libvulkan_panfrost/,
  panthor: /libvulkan_panfrost/,
  v3d: /libvulkan_broadcom/,
  xe: /libvulkan_intel/,
};

/** Where the Vulkan loader looks for drivers, below the root. */
const MANIFEST_FOLDERS = [
  "etc/vulkan/icd.d",
  "usr/local/etc/vulkan/icd.d",
  "usr/local/share/vulkan/icd.d",
  "usr/share/vulkan/icd.d",
];

interface System {
  platform: string;
  environment: NodeJS.ProcessEnv;
  /** Folder that stands for "/". */
  root: string;
}

export const findHardwareAdapter = async (
  { platform, environment, root }: System = { platform: process.platform, environment: process.env, root: "/" },
): Promise<HardwareAdapter> => {
  if (platform !== "linux")
    return { found: false, reason: `on ${platform} a graphics processor can not be told from a software adapter` };
  const nodes = (await list(join(root, "dev/dri"))).filter((name) => /^renderD\d+$/.test(name));
  if (nodes.length === 0) return { found: false, reason: "no graphics processor (no render node in /dev/dri)" };
  const manifests = await readManifests(environment, root);
  const tried: string[] = [];
  for (const node of nodes) {
    const driver = basename(await readlink(join(root, "sys/class/drm", node, "device/driver")).catch(() => "unknown"));
    const usable = await access(join(root, "dev/dri", node), constants.R_OK | constants.W_OK).then(
      () => true,
      () => false,
    );
    const library = VULKAN_LIBRARY[driver];
    const drivers = library ? manifests.filter((manifest) => library.test(manifest.library)) : [];
    if (usable && drivers.length > 0) return { found: true, name: driver, drivers: drivers.map(({ path }) => path) };
    tried.push(
      `${node} (${driver}): ${!usable ? "not accessible to this user" : library ? "its Vulkan driver is not installed" : "no known graphics processor"}`,
    );
  }
  return { found: false, reason: tried.join("; ") };
};

/** With this environment the Vulkan loader sees the hardware alone. Must be set before Vulkan is first used. */
export const hardwareOnly = (drivers: readonly string[]): Record<string, string> => {
  const paths = drivers.join(delimiter);
  // The second is the name that older loaders know.
  return { VK_DRIVER_FILES: paths, VK_ICD_FILENAMES: paths };
};

const readManifests = async (
  environment: NodeJS.ProcessEnv,
  root: string,
): Promise<{ path: string; library: string }[]> => {
  const given = environment.VK_DRIVER_FILES || environment.VK_ICD_FILENAMES;
  const paths: string[] = given ? given.split(delimiter) : [];
  for (const folder of given ? [] : MANIFEST_FOLDERS) {
    const names = (await list(join(root, folder))).filter((name) => name.endsWith(".json"));
    paths.push(...names.sort().map((name) => join(root, folder, name)));
  }
  return Promise.all(paths.map(async (path) => ({ path, library: await libraryOf(path) })));
};

/** `library_path` of a driver manifest, empty when there is none. */
const libraryOf = async (path: string): Promise<string> => {
  try {
    const manifest = JSON.parse(await readFile(path, "utf8")) as { ICD?: { library_path?: unknown } };
    return String(manifest.ICD?.library_path ?? "");
  } catch {
    return "";
  }
};

const list = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);
