import { expect, test } from "vitest";
import { showProgress } from "../../src/cli/progress.ts";

const shown = (columns: number | undefined): string => {
  let text = "";
  const write = (piece: string) => {
    text += piece;
    return true;
  };
  showProgress({ isTTY: true, columns, write } as unknown as NodeJS.WriteStream).update({ stage: "images" });
  return text;
};

test("progress is shown whole on a terminal that tells no width, and cut on a narrow one", () => {
  expect(shown(undefined)).toContain("images");
  expect(shown(0)).toContain("images");
  expect(shown(5)).toMatch(/imag$/);
});
