import { fileURLToPath } from "node:url";
import { inflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import type { Analysis } from "../../../src/analysis/analysis.ts";
import { renderHtml } from "../../../src/index.ts";
import { unpackNames } from "../../../src/report/html/name-table.ts";
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

/** Of the groups of a collapse: one of them holds this share of a million images, and every tenth of the others is one of a pair. */
const million = (share: number): Analysis => {
  const images = 1_000_000;
  const analysis = withManyImages(10_000);
  const last = analysis.checkpoints.at(-1)!;
  const names = Array.from({ length: images }, (_, index) => `fakes/seed${(index * 7919) % images}-${index}.png`);
  const groupOf = (members: string[], id: number) => ({
    ...last.groups[0]!,
    id: id.toString(16).padStart(12, "0"),
    size: members.length,
    share: members.length / images,
    members,
    similarities: members.map((_, index) => (index % 190_000) / 1e6 + 0.81),
    medoid: members[0]!,
    farthestPair: [members[0]!, members[1]!] as [string, string],
  });
  const inOne = Math.round(share * images);
  const pairs = Array.from({ length: Math.floor((images - inOne) / 20) }, (_, at) =>
    names.slice(inOne + 20 * at, inOne + 20 * at + 2),
  );
  last.images = images;
  last.groups = [...(inOne > 0 ? [names.slice(0, inOne)] : []), ...pairs].map(groupOf);
  return analysis;
};

test.each([0, 0.3, 1])(
  "the report of a million images, %d of them in one group, takes at most 15 MB and says what it lists",
  async (share) => {
    const analysis = million(share);
    const members = ({ checkpoints }: Analysis) =>
      checkpoints.flatMap(({ groups }) => groups).reduce((sum, group) => sum + group.members.length, 0);
    const all = members(analysis);
    const html = await renderHtml(analysis);
    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(15e6);
    const [, data = ""] = /id="analysis">([^<]*)</.exec(html) ?? [];
    const held = unpackNames(inflateRawSync(Buffer.from(data, "base64")).toString()) as Analysis;
    const groups = held.checkpoints.at(-1)!.groups;
    const listed = members(held);
    const number = (value: number) => value.toLocaleString("en");
    // A page of megabytes is not printed where this fails.
    expect(html.includes(`${number(listed)} of ${number(all)} members of groups are listed`)).toBe(listed < all);
    expect(groups.length).toBeGreaterThan(0);
    expect(groups[0]!.size).toBe(analysis.checkpoints.at(-1)!.groups[0]!.size);
    for (const group of groups.slice(0, 10)) expect(group.similarities).toHaveLength(group.members.length);
  },
  120_000,
);

test("a smaller limit is kept, and what it cost is said", async () => {
  const html = await renderHtml(withManyImages(50_000), { maxMegabytes: 2.1 });
  expect(Buffer.byteLength(html)).toBeLessThanOrEqual(2.1e6);
  expect(html).toContain("The pairs for the threshold slider are left out");
});
