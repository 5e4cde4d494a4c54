/** A step of the build: names the built code by what it is, so that nothing one build has kept is taken for another's. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";

const folder = new URL("../dist/", import.meta.url);
const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".js"));
const hash = createHash("sha256");
for (const name of names.sort()) hash.update(name).update(readFileSync(new URL(name, folder)));
writeFileSync(new URL("build-id", folder), hash.digest("hex").slice(0, 16));
