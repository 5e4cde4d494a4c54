/** Script and style of the report's page as the build bundles them from `report/page/`: what the HTML report is rendered with. */
import { readFileSync } from "node:fs";

export const pageFiles = (): { script: string; style: string } => ({
  script: built("main.js"),
  style: built("main.css"),
});

const built = (name: string): string =>
  readFileSync(new URL(`../../dist/page/${name}`, import.meta.url), "utf8").trim();
