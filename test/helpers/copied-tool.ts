import { spawnSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/**
 * The built tool in a folder of its own with every installed package but some: as npm leaves it when an optional one could not
 * be installed.
 * @returns runs it; its cache folder is `home`
 */
export const toolWithout = async (...missing: readonly string[]) => {
  const folder = await mkdtemp(join(tmpdir(), "gan-diversity-copy-"));
  const home = join(folder, "home");
  for (const part of ["bin", "dist", "assets", "package.json"])
    await cp(join(ROOT, part), join(folder, part), { recursive: true });
  const modules = join(ROOT, "node_modules");
  const names = (await readdir(modules)).filter((name) => !name.startsWith("."));
  const packages = await Promise.all(
    names.map(async (name) =>
      name.startsWith("@") ? (await readdir(join(modules, name))).map((part) => `${name}/${part}`) : [name],
    ),
  );
  for (const name of packages.flat().filter((each) => !missing.includes(each))) {
    const link = join(folder, "node_modules", name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(join(modules, name), link, "junction");
  }
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [join(folder, "bin", "gan-diversity.js"), ...args], {
      encoding: "utf8",
      maxBuffer: 2 ** 28,
      env: { ...process.env, NO_COLOR: "1", XDG_CACHE_HOME: home, HOME: home, LOCALAPPDATA: home },
    });
  return { folder, home, run };
};
