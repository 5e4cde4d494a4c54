/**
 * Lines that Python printed of a dictionary: `{'epoch': 1, 'd_loss': 0.65, 'gen': {'loss': nan}, 'lr': [0.1], 'best': None}`, or of what is
 * one by another name: `OrderedDict([('epoch', 1)])`, `Losses(epoch=1, d_loss=0.65)`.
 */

import { flatNumbers, jsonObject } from "../table/python-json.ts";
import { parsePythonLiteral } from "../table/python-literal.ts";
import { rowPerLine, type TextFormat } from "./format.ts";

export const pythonDicts: TextFormat = {
  name: "Python dictionaries",
  open: () =>
    rowPerLine((text) => {
      if (!/^\s{0,99}(?:\{|[A-Za-z_][\w.]{0,60}\((?:\[\(|\{|<|\w{1,60}=))/.test(text) || jsonObject(text)) return null;
      const value = parsePythonLiteral(text);
      return value === undefined ? "refused" : { quantities: flatNumbers(value) };
    }),
};
