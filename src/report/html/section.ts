/** What every part of the page is made from, and how it looks from outside. */
import type { Analysis } from "../../analysis/analysis.ts";
import type { PictureOf } from "./pictures.ts";

export interface Section {
  /** Of its heading; part of links to the report. */
  id: string;
  title: string;
  /** Opened by those who want to know. */
  isFolded?: boolean;
  /** Markup below the heading; "" leaves the whole section out. */
  body: (analysis: Analysis, pictureOf: PictureOf) => string;
}
