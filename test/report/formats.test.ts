import { expect, test } from "vitest";
import { FORMATS, type FormatName } from "../../src/report/formats.ts";
import { fullAnalysis } from "../helpers/report-fixtures.ts";

const options = { page: () => ({ script: "", style: "" }), color: false, width: 80 };

const deepFreeze = <Value>(value: Value): Value => {
  if (typeof value === "object" && value !== null) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
};

test.each(Object.keys(FORMATS) as FormatName[])(
  "%s is a pure function: it changes nothing it is given and says the same twice",
  async (name) => {
    const analysis = deepFreeze(fullAnalysis());
    const first = await FORMATS[name].render(analysis, options);
    expect(first.length).toBeGreaterThan(0);
    expect(await FORMATS[name].render(analysis, options)).toBe(first);
  },
);

test("only a format that is a page asks for the files of the page", async () => {
  const page = () => {
    throw new Error("asked for");
  };
  const asking = Object.values(FORMATS).map(({ ending, render }) =>
    render(fullAnalysis(), { ...options, page }).then(
      () => null,
      () => ending,
    ),
  );
  expect((await Promise.all(asking)).filter((ending) => ending !== null)).toEqual([".html"]);
});
