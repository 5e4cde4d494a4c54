/** Which types the emitted declarations of the library speak of, read from their text. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

interface Declarations {
  /** Name -> text without comments and strings. */
  own: Map<string, string>;
  /** Local name -> where it is declared. */
  imported: Map<string, { file: string; name: string }>;
  /** What the file passes on from others. */
  passedOn: Map<string, { file: string; name: string }>;
}

const CODE = /\/\*[\s\S]*?\*\/|"(?:[^"\\]|\\.)*"/g;
const DECLARATION =
  /^(export )?(?:declare )?(?:const|function|interface|type|class|abstract class) (\w+)[\s\S]*?(?=^(?:export|declare|interface|type|import|const|class) |(?![\s\S]))/gm;
const FROM = /^(import|export) (?:type )?\{([^}]*)\} from "([^"]+)"/gm;
const ALL_FROM = /^export (?:type )?\* from "([^"]+)"/gm;

const known = new Map<string, Declarations>();

const read = (file: string): Declarations => {
  const before = known.get(file);
  if (before) return before;
  const source = readFileSync(file, "utf8");
  const text = source.replace(CODE, (part) => (part.startsWith('"') ? '""' : ""));
  const own = new Map([...text.matchAll(DECLARATION)].map(([whole, , name]) => [name!, whole]));
  const imported: Declarations["imported"] = new Map();
  const passedOn: Declarations["passedOn"] = new Map();
  const target = (from: string) => join(dirname(file), from.replace(/\.[jt]s$/, ".d.ts"));
  for (const [, kind, names, from] of source.matchAll(FROM))
    for (const entry of names!.split(",").map((part) => part.trim().replace(/^type /, ""))) {
      if (entry === "" || !from!.startsWith(".")) continue;
      const [name, as = name] = entry.split(" as ");
      (kind === "import" ? imported : passedOn).set(as!, { file: target(from!), name: name! });
    }
  for (const [, from] of source.matchAll(ALL_FROM))
    for (const name of exportsOf(target(from!))) passedOn.set(name, { file: target(from!), name });
  const found = { own, imported, passedOn };
  known.set(file, found);
  return found;
};

/** Every name that a declaration file exports. */
export const exportsOf = (file: string): string[] => {
  const { own, passedOn } = read(file);
  return [...passedOn.keys(), ...[...own].filter(([, text]) => text.startsWith("export")).map(([name]) => name)];
};

/**
 * The types that the exports of a file are made of, each as "name (file)", whether or not it is exported; types of the language and
 * of packages are left out.
 */
export const reachableTypes = (entry: string): Map<string, { file: string; name: string }> => {
  const reached = new Map<string, { file: string; name: string }>();
  const visit = (file: string, name: string): void => {
    const { own, imported, passedOn } = read(file);
    const text = own.get(name);
    if (text === undefined) {
      const next = passedOn.get(name) ?? imported.get(name);
      if (next) visit(next.file, next.name);
      return;
    }
    const key = `${name} (${file})`;
    if (reached.has(key)) return;
    reached.set(key, { file, name });
    for (const [word] of text.matchAll(/\b[A-Za-z_]\w*\b/g))
      if (word !== name && (own.has(word) || imported.has(word))) visit(file, word);
  };
  for (const name of exportsOf(entry)) visit(entry, name);
  return reached;
};
