import sharp from "sharp";
import { expect, test } from "vitest";
import { isChart } from "../../src/pixels/is-chart.ts";
import type { Picture } from "../../src/pixels/picture.ts";
import { drawing } from "../helpers/pictures.ts";
import { lcg } from "../helpers/random.ts";

const [WIDTH, HEIGHT] = [640, 480];
const render = async (inside: string): Promise<Picture> => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><rect width="100%" height="100%" fill="white"/>${inside}</svg>`;
  const { data, info } = await sharp(Buffer.from(svg)).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { pixels: data, width: info.width, height: info.height };
};
const line = (x1: number, y1: number, x2: number, y2: number, colour = "black") =>
  `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${colour}"/>`;
const frame = `<rect x="80.5" y="58.5" width="496" height="369" fill="none" stroke="black"/>`;
const ticks = Array.from({ length: 6 }, (_, at) => line(100 + at * 90, 427, 100 + at * 90, 433)).join("");
const curve = (colour: string, seed: number, points = 60, height = 330) => {
  const next = lcg(seed);
  const at = Array.from({ length: points }, (_, index) => `${90 + (index * 480) / points},${80 + next() * height}`);
  return `<polyline points="${at.join(" ")}" fill="none" stroke="${colour}" stroke-width="2"/>`;
};

test.each([
  ["a curve in a frame", frame + ticks + curve("#1f77b4", 1)],
  [
    "two curves over axes without a frame",
    line(80, 58, 80, 428) + line(80, 428, 576, 428) + curve("green", 1) + curve("red", 2),
  ],
  ["lines so dense that they fill", frame + curve("#1f77b4", 3, 600, 90) + curve("#ff7f0e", 4, 600, 120)],
  [
    "points on a tinted ground with a grid",
    `<rect x="80" y="58" width="496" height="370" fill="#eaeaf2"/>${[150, 250, 350].map((y) => line(80, y, 576, y, "white")).join("")}${Array.from({ length: 90 }, (_, at) => `<circle cx="${100 + ((at * 97) % 460)}" cy="${80 + ((at * 61) % 330)}" r="3" fill="#4c72b0"/>`).join("")}`,
  ],
  [
    "bars",
    frame +
      [0, 1, 2, 3, 4]
        .map(
          (at) =>
            `<rect x="${100 + at * 90}" y="${100 + at * 40}" width="60" height="${327 - at * 40}" fill="#1f77b4"/>`,
        )
        .join(""),
  ],
])("%s is a chart", async (_, inside) => {
  expect(isChart(await render(inside))).toBe(true);
});

const embedded = async (seed: number, x: number, y: number, side: number) => {
  const png = await sharp(drawing(seed)).resize(side, side, { kernel: "nearest" }).png().toBuffer();
  return `<image x="${x}" y="${y}" width="${side}" height="${side}" href="data:image/png;base64,${png.toString("base64")}"/>`;
};

test("one sample between axes is no chart", async () => {
  expect(
    isChart(await render((await embedded(3, 80, 58, 369)) + line(80, 58, 80, 428) + line(80, 428, 450, 428))),
  ).toBe(false);
});

test("a sheet of subplots, framed or not, is no chart", async () => {
  for (const box of [false, true]) {
    const tiles: string[] = [];
    for (let row = 0; row < 4; row++)
      for (let column = 0; column < 5; column++) {
        const [x, y] = [80 + column * 100, 58 + row * 95];
        tiles.push(await embedded(row * 5 + column, x, y, 64));
        if (box) tiles.push(`<rect x="${x + 0.5}" y="${y + 0.5}" width="64" height="64" fill="none" stroke="black"/>`);
      }
    expect(isChart(await render(tiles.join("")))).toBe(false);
  }
});

test("a white page and a framed blank picture are no charts", async () => {
  expect(isChart(await render(""))).toBe(false);
  expect(isChart(await render(frame))).toBe(false);
});
