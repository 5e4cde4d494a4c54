/** Writes counts that a line names in its own way as "epoch 3" and "step 300": "epoch_003:", "[E003]", "第 3 轮", "エポック 3". */
import { LONGEST_LINE } from "./scan.ts";

/** "epoch003", "step_000300", "iter-12": the word glued to its number, and no part of a path or of a file's name. */
const GLUED =
  /(?<![\w./\\-])(epochs?|ep|global_?step|steps?|iterations?|iters?|itr|batch)[_-]?(\d{1,12})(?=[\s,;:|\])]|\/\d|$)/i;
/** "E003 |", "[e3]"; "E0131 10:12:07" is an error of glog at that time. */
const LETTER = /^([\s[(<]{0,9})e(\d{1,7})(?=\s?[\])>|:,;]|\/\d|\s+[A-Za-z])(?!\s+\d\d:\d\d)/i;
/** "E 3/100 B 20/500" */
const LETTERS = /^([\s[(<]{0,9})E[\s:]{0,3}(\d{1,7}\/\d{1,7})([\s\])>|,;]{1,9}[[(<]?)([BI])[\s:]{0,3}(?=\d{1,12}\/\d)/i;
const COUNTED: readonly [pattern: RegExp, word: string][] = [
  [/(?:第\s?)?(\d{1,12})\s?(?:轮次?|輪|个?周期|回合|에포크)/, "epoch"],
  [/(?:轮次|輪次|周期|エポック数?|에포크)\s?[:：#]?\s?(\d{1,12})/, "epoch"],
  [/(?:第\s?)?(\d{1,12})\s?(?:步|次迭代|ステップ|스텝)/, "step"],
  [/(?:迭代次数|迭代|步数|步骤|ステップ数?|스텝)\s?[:：#]?\s?(\d{1,12})/, "step"],
];
export const withCountsApart = (text: string): string => {
  if (text.length > LONGEST_LINE) return text;
  const apart = text
    .replace(
      LETTERS,
      (_, ...[start, epoch, between, letter]: string[]) =>
        `${start}epoch ${epoch}${between}${/b/i.test(letter!) ? "batch" : "iteration"} `,
    )
    .replace(LETTER, "$1epoch $2")
    .replace(GLUED, "$1 $2");
  return /^[\0-\x7f]*$/.test(apart) ? apart : COUNTED.reduce(inWords, apart);
};

const inWords = (text: string, [pattern, word]: (typeof COUNTED)[number]): string =>
  text.replace(pattern, (_, count: string) => `${word} ${count} `);
