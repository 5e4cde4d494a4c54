import { readFileSync } from "node:fs";

/** Script and style of the report's page as the build bundles them from `report/page/`. */
export const pageFiles = (): { script: string; style: string } => ({
  script: built("main.js"),
  style: built("main.css"),
});

const built = (name: string): string =>
  readFileSync(new URL(`../../dist/page/${name}`, import.meta.url), "utf8").trim();
