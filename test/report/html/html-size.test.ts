import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { renderHtml } from "../../../src/index.ts";
import { analyze } from "../../../src/run/analyze.ts";
import { withManyImages } from "../../helpers/report-fixtures.ts";

const kilobytes = async (...parameters: Parameters<typeof renderHtml>) =>
  Buffer.byteLength(await renderHtml(...parameters)) / 1000;

test.each(["mode-collapse", "discriminator-dominates"])(
  "the report of samples/%s, 11 sheets of 64 images, takes at most 420 KB",
  async (run) => {
    const folder = fileURLToPath(new URL(`../../../samples/${run}`, import.meta.url));
    const analysis = await analyze({ inputs: [folder], scores: [`${folder}/log.csv`], thumbnails: true });
    expect(analysis.checkpoints).toHaveLength(11);
    expect(await kilobytes(analysis)).toBeLessThanOrEqual(420);
  },
);

test.each([
  [1000, 2000],
  [10_000, 5000],
  [50_000, 15_000],
])("a report of %i images takes at most %i KB", async (images, most) => {
  expect(await kilobytes(withManyImages(images))).toBeLessThanOrEqual(most);
});

test("a smaller limit is kept, and what it cost is said", async () => {
  const html = await renderHtml(withManyImages(50_000), { maxMegabytes: 2.1 });
  expect(Buffer.byteLength(html)).toBeLessThanOrEqual(2.1e6);
  expect(html).toContain("The pairs for the threshold slider are left out");
});
