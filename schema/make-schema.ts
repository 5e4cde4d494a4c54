/** Writes the JSON Schemas of the Analysis and of the configuration and the OpenAPI file beside this file, and the page about the first. */
import { writeFileSync } from "node:fs";
import { toolVersion } from "../src/run/tool-version.ts";
import { configJsonSchema } from "./config-schema.ts";
import { jsonPage } from "./json-page.ts";
import { analysisJsonSchema } from "./json-schema.ts";
import { openApi } from "./openapi.ts";

const write = (name: string, schema: object) =>
  writeFileSync(new URL(`./${name}`, import.meta.url), `${JSON.stringify(schema, null, 2)}\n`);

write("analysis.schema.json", analysisJsonSchema());
write("config.schema.json", configJsonSchema());
write("openapi.json", openApi(toolVersion()));
writeFileSync(new URL("../docs/json.md", import.meta.url), jsonPage());
