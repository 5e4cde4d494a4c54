/** Writes the JSON Schema of the Analysis beside this file. */
import { writeFileSync } from "node:fs";
import { analysisJsonSchema } from "./json-schema.ts";

writeFileSync(new URL("./analysis.schema.json", import.meta.url), `${JSON.stringify(analysisJsonSchema(), null, 2)}\n`);
