/** Scripts and styles of pages as the build bundles them from `report/page/`: what they are rendered with. */
import { readFileSync } from "node:fs";
import { packageFile } from "../kit/package-file.ts";

/** @param page the HTML report, the page of all runs that a server shows, or that of one of them */
export const pageFiles = (
  page: "main" | "live/dashboard" | "live/run" = "main",
): { script: string; style: string } => ({
  script: built(`${page}.js`),
  style: built(`${page}.css`),
});

const built = (name: string): string => readFileSync(packageFile(`dist/page/${name}`), "utf8").trim();

/** What the server tells of its addresses. */
export const openApiFile = (): string => readFileSync(packageFile("schema/openapi.json"), "utf8");
