/** Spellings of one line that programs and people use; what each must give is written into the line by the test itself. */
import { describe, expect, test } from "vitest";
import { parseScores } from "../../helpers/parse-scores.ts";

interface Row {
  /** A count. */
  n: number;
  d: number;
  g: number;
}

const ROWS: readonly Row[] = Array.from({ length: 12 }, (_, row) => ({
  n: 2 * row + 1,
  d: (693 - 5 * row) / 1000,
  g: (7000 + 44 * row) / 10_000,
}));

const readLines = (lines: readonly string[]) => {
  const log = parseScores(`${lines.join("\n")}\n`, "log.txt");
  const values = (name: string) => log.series.find((series) => series.name === name)?.values;
  return { ...log, d: values("lossDiscriminator"), g: values("lossGenerator") };
};

const LINES: readonly [what: string, line: (row: Row) => string][] = [
  ["blanks inside a bracket", ({ n, d, g }) => `Epoch [${String(n).padStart(3)}/100] D_loss: ${d} G_loss: ${g}`],
  ["angle brackets", ({ n, d, g }) => `<${String(n).padStart(4)}> D_loss: ${d} G_loss: ${g}`],
  ["a number sign", ({ n, d, g }) => `Epoch #${n} d_loss ${d} g_loss ${g}`],
  ["the short word for an epoch", ({ n, d, g }) => `ep: ${n} d_loss: ${d} g_loss: ${g}`],
  ["a letter glued to the epoch", ({ n, d, g }) => `E${String(n).padStart(3, "0")} | d_loss: ${d} | g_loss: ${g}`],
  ["a letter in a bracket", ({ n, d, g }) => `[e${n}] d_loss: ${d} g_loss: ${g}`],
  ["a letter before a fraction", ({ n, d, g }) => `E${n}/100 d_loss ${d} g_loss ${g}`],
  ["letters of epoch and batch", ({ n, d, g }) => `E ${n}/100 B 500/500 d_loss ${d} g_loss ${g}`],
  ["losses behind StyleGAN's tick", ({ n, d, g }) => `tick ${n}  kimg ${n}.0  loss/D ${d}  loss/G ${g}  sec/tick 12`],
  ["a word glued to the epoch", ({ n, d, g }) => `Epoch${String(n).padStart(3, "0")} d_loss: ${d} g_loss: ${g}`],
  ["a word glued to the step", ({ n, d, g }) => `step_${String(n).padStart(6, "0")}: d_loss ${d} g_loss ${g}`],
  ["Chinese epochs", ({ n, d, g }) => `第 ${n} 轮 d_loss: ${d} g_loss: ${g}`],
  ["Chinese epochs and losses", ({ n, d, g }) => `第${n}轮：判别器损失 ${d}，生成器损失 ${g}`],
  ["Chinese steps", ({ n, d, g }) => `第${n}步: d_loss=${d}, g_loss=${g}`],
  ["Japanese epochs", ({ n, d, g }) => `エポック ${n}: d_loss: ${d} g_loss: ${g}`],
  ["a count in letters of full width", ({ n, d, g }) => `epoch：${n}，d_loss：${d}，g_loss：${g}`],
  ["letters behind an epoch, D first", ({ n, d, g }) => `Epoch:     ${n} | D: ${d} | G: ${g}`],
  ["letters behind an epoch, G first", ({ n, d, g }) => `Epoch:     ${n} | G: ${g} | D: ${d}`],
  ["letters without a colon", ({ n, d, g }) => `rank 0 | step ${n} | G ${g} | D ${d}`],
  ["two letters without a colon", ({ n, d, g }) => `Epoch ${n} DL ${d} | GL ${g}`],
  ["two letters the other way round", ({ n, d, g }) => `iter ${n}: L_D=${d} L_G=${g}`],
  ["a sum of halves", ({ n, d, g }) => `Epoch ${n}: Discriminator loss (real+fake): ${d}, Generator loss: ${g}`],
  ["a sum with blanks", ({ n, d, g }) => `Epoch ${n}: D loss (real and fake): ${d}, Generator loss (fake): ${g}`],
  [
    "Keras' loss and accuracy of a generator",
    ({ n, d, g }) => `${n} [D loss: ${d}, acc.: 50.00%] [G loss: [${g}, 0.5]]`,
  ],
  ["pairs of NumPy", ({ n, d, g }) => `${n} [D loss: [np.float32(${d}), np.float32(0.5)]] [G loss: [${g} 0.25]]`],
  ["arrays of two numbers", ({ n, d, g }) => `Epoch ${n} d_loss: [${d} 0.5] g_loss: [ ${g}  0.25]`],
  ["a list of names", ({ n, d, g }) => `Epoch ${n}: (D loss, G loss) = (${d}, ${g})`],
  ["a word that two names share", ({ n, d, g }) => `Epoch ${n} | D/G loss: ${d}/${g}`],
  ["arrows", ({ n, d, g }) => `Epoch ${n}: D loss -> ${d}, G loss => ${g}`],
  [
    "a dictionary that is printed as pairs",
    ({ n, d, g }) => `Epoch ${n} OrderedDict([('D_loss', ${d}), ('G_loss', ${g})])`,
  ],
  ["the rank of the process in front", ({ n, d, g }) => `0: Epoch ${n} d_loss=${d} g_loss=${g}`],
  [
    "lines that Docker keeps",
    ({ n, d, g }) => JSON.stringify({ log: `Epoch ${n} d_loss ${d} g_loss ${g}\n`, stream: "stdout" }),
  ],
  [
    "structured logs",
    ({ n, d, g }) => JSON.stringify({ level: "info", message: `step ${n} d_loss ${d} g_loss ${g}`, pid: 7 }),
  ],
  ["one word for both losses", ({ n, d, g }) => `Epoch ${n}: Losses D ${d}, G ${g}`],
  ["networks without a colon", ({ n, d, g }) => `Epoch ${n} | Gen ${g} | Disc ${d}`],
  ["another word for a mean", ({ n, d, g }) => `Epoch ${n} Ave_D_loss ${d} Ave_G_loss ${g}`],
  ["numbers as texts", ({ n, d, g }) => JSON.stringify({ step: n, d_loss: String(d), g_loss: `tensor(${g})` })],
];

test.each(LINES)("%s: count and both losses are read", (_, line) => {
  const log = readLines(ROWS.map(line));
  expect(log.steps).toEqual(ROWS.map(({ n }) => n));
  expect([log.d, log.g]).toEqual([ROWS.map(({ d }) => d), ROWS.map(({ g }) => g)]);
});

test.each([
  ["commas", (cells: readonly unknown[]) => cells.join()],
  ["blanks", (cells: readonly unknown[]) => cells.join(" ")],
])("NumPy's savetxt with %s writes its header as a comment", (_, join) => {
  const numbers = ({ n, d, g }: Row) => join([n, d, g].map((number) => number.toExponential(18)));
  const log = readLines([`# ${join(["step", "d_loss", "g_loss"])}`, ...ROWS.map(numbers)]);
  expect(log).toMatchObject({ stepName: "step", steps: ROWS.map(({ n }) => n), d: ROWS.map(({ d }) => d) });
});

test("a table whose counts say where they end has them as steps", () => {
  const rows = ROWS.map(({ n, d, g }) => `   ${n}/24   7.8G   ${d.toFixed(3)}   ${g.toFixed(4)}`);
  const log = readLines(["  Epoch   GPU_mem   d_loss   g_loss", ...rows]);
  expect(log).toMatchObject({ stepName: "epoch", steps: ROWS.map(({ n }) => n), d: ROWS.map(({ d }) => d) });
});

test("a dictionary of lists that Python printed is a log of their places", () => {
  const list = (name: "d" | "g") => `[${ROWS.map((row) => row[name]).join(", ")}]`;
  const log = readLines([`{'D_losses': ${list("d")}, 'G_losses': ${list("g")}}`]);
  expect([log.d, log.g]).toEqual([ROWS.map(({ d }) => d), ROWS.map(({ g }) => g)]);
});

test("losses under lines that name the epoch are rows of it, where no probability stands beside them", () => {
  const log = readLines(
    ROWS.flatMap(({ n, d, g }) => [`Epoch ${n} of 50`, `Generator loss: ${g}, Discriminator loss: ${d}`]),
  );
  expect(log).toMatchObject({ stepName: "epoch", steps: ROWS.map(({ n }) => n), g: ROWS.map(({ g }) => g) });
});

test("a count within the epoch that says where it ends is combined by that end", () => {
  const batches = [1, 2].flatMap((epoch) => [0, 100, 200].map((batch) => ({ epoch, batch })));
  for (const line of [
    ({ epoch, batch }: { epoch: number; batch: number }) =>
      `Epoch [${epoch}/5] Batch ${batch}/469                   Loss D: 0.69, loss G: 0.7`,
    ({ epoch, batch }: { epoch: number; batch: number }) =>
      `epoch:${epoch},iter:${batch} of 469,loss_d:0.69,loss_g:0.7`,
  ])
    expect(readLines(batches.map(line)).steps).toEqual([0, 100, 200, 469, 569, 669]);
});

test("thousands with blanks are one count, also before a colon", () => {
  const line = (step: string) => `Iteration ${step}: loss_d: 0.69, loss_g: 0.7`;
  expect(readLines(["500", "1 000", "1 500", "12 000"].map(line)).steps).toEqual([500, 1000, 1500, 12_000]);
});

describe("what is no loss", () => {
  const rows = (line: (row: Row) => string) => () => readLines(ROWS.map(line));

  test("letters of one network alone", () => {
    expect(rows(({ n, d }) => `step ${n} | G ${d} | lr 0.1`)).toThrow(/none of the .* known formats/);
  });

  test("names of a list that are not those of both networks", () => {
    expect(rows(({ n, d, g }) => `step ${n} time/memory: ${d}/${g}`)).toThrow(/Expected/);
  });

  test("the first number of a long list", () => {
    const list = ROWS.map(({ d }) => d).join(", ");
    expect(() => readLines([`D_losses = [${list}]`, `G_losses = [${list}]`])).toThrow(/numbers are missing/);
  });

  test("a message beside the numbers of its own record", () => {
    const log = readLines(
      ROWS.map(({ n, d, g }) => JSON.stringify({ msg: `saved ${n + 5}`, step: n, d_loss: d, g_loss: g })),
    );
    expect(log).toMatchObject({ format: "JSON lines", steps: ROWS.map(({ n }) => n), d: ROWS.map(({ d }) => d) });
  });
});

test("letters without a penalty are no hinge losses of lucidrains, and are not counted in 50s", () => {
  expect(readLines(ROWS.map(({ d, g }) => `G: ${g} | D: ${d}`))).toMatchObject({
    format: "text with named values",
    stepName: "row",
    d: ROWS.map(({ d }) => d),
  });
});
