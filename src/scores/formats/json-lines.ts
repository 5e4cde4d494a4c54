/** JSON lines of any training loop: an object with numbers per line, nested names joined by slashes. */
import { flatNumbers, jsonObject } from "../table/python-json.ts";
import { rowPerLine, type TextFormat } from "./format.ts";

export const jsonLines: TextFormat = {
  name: "JSON lines",
  open: () =>
    rowPerLine((text) => {
      const object = jsonObject(text);
      return object === null ? null : { quantities: flatNumbers(object) };
    }),
};
