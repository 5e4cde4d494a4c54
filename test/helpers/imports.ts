/** What source files import, read from their text. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path/posix";

export interface Import {
  /** Path from the root of the project, or the name of a package. */
  to: string;
  /** Only types: nothing is left of it at run time. */
  types: boolean;
  isPackage: boolean;
}

/** Source files below a folder, as paths from the root of the project. */
export const sourceFiles = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name.replaceAll("\\", "/")))
    .filter((path) => /\.(?:ts|js)$/.test(path) && !path.endsWith(".d.ts"))
    .sort();

const STATEMENT = /^(?:import|export)\s+(type\s+)?([^"';]*?)\s*from\s*"([^"]+)"/gm;
const BARE = /^import\s+"([^"]+)"/gm;
/** Calls (also of `require` and its `resolve`) and types in place. */
const INLINE = /(typeof\s+)?\b(?:import|require|resolve|createRequire\(import\.meta\.url\))\(\s*"([^"]+)"/g;
const WORKER = /new URL\(\s*"(\.[^"]+\.js)",\s*import\.meta\.url\)/g;

export const importsOf = (path: string, text = readFileSync(path, "utf8")): Import[] => {
  const found: [target: string, types: boolean][] = [
    ...[...text.matchAll(STATEMENT)].map(([, type, names, target]): [string, boolean] => [
      target!,
      type !== undefined || onlyTypes(names!),
    ]),
    ...[...text.matchAll(BARE)].map(([, target]): [string, boolean] => [target!, false]),
    ...[...text.matchAll(INLINE)].map(([, type, target]): [string, boolean] => [target!, type !== undefined]),
    ...[...text.matchAll(WORKER)].map(([, target]): [string, boolean] => [target!, false]),
  ];
  return found
    .filter(([target]) => !target.startsWith("node:"))
    .map(([target, types]) =>
      target.startsWith(".")
        ? { to: sourceOf(normalize(join(dirname(path), target))), types, isPackage: false }
        : { to: target.split("/", target.startsWith("@") ? 2 : 1).join("/"), types, isPackage: true },
    );
};

/** A worker loads what is built of a source file. */
const sourceOf = (path: string): string => path.replace(/^dist\/(.*)\.js$/, "src/$1.ts");

const onlyTypes = (names: string): boolean => {
  const listed = /^\{([\s\S]*)\}$/.exec(names.trim());
  return listed !== null && listed[1]!.split(",").every((name) => /^\s*(?:type\s|$)/.test(name));
};
