/** Script and style of the report's page as the build bundles them from `report/page/`: what the HTML report is rendered with. */
import { readFileSync } from "node:fs";
import { packageFile } from "../kit/package-file.ts";

export const pageFiles = (): { script: string; style: string } => ({
  script: built("main.js"),
  style: built("main.css"),
});

const built = (name: string): string => readFileSync(packageFile(`dist/page/${name}`), "utf8").trim();

/** What the server tells of its addresses. */
export const openApiFile = (): string => readFileSync(packageFile("schema/openapi.json"), "utf8");
