/** A step of the build: see `describe-types.ts`. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import type { JsonSchema } from "@valibot/to-json-schema";
import { describeTypes } from "./describe-types.ts";
import { analysisJsonSchema } from "./json-schema.ts";

const folder = new URL("../dist/analysis/", import.meta.url);
const definitions = analysisJsonSchema().$defs as Record<string, JsonSchema>;
for (const name of readdirSync(folder).filter((file) => file.endsWith(".d.ts"))) {
  const file = new URL(name, folder);
  writeFileSync(file, describeTypes(readFileSync(file, "utf8"), definitions));
}
