/** Tables and JSON of any origin, and what users say about their columns. */
import { expect, test } from "vitest";
import type { ScoreOptions } from "../../../src/scores/derive/build-log.ts";
import { parsePythonLiteral } from "../../../src/scores/table/python-literal.ts";
import { parseScores } from "../../helpers/parse-scores.ts";

const read = (text: string, options?: ScoreOptions, source = "log.csv") => {
  const log = parseScores(text, source, options);
  const series = (name: string) => log.series.find((known) => known.name === name);
  return {
    ...log,
    g: series("scoreGenerator"),
    d: series("scoreDiscriminator"),
    said: [...log.warnings, ...log.refusals.map(({ reason }) => reason)].join(" "),
  };
};

test("MATLAB's exported scores are exact", () => {
  const log = read("step,scoreGenerator,scoreDiscriminator\n1,0.5,0.5\n2,0.25,0.75\n");
  expect(log.g).toMatchObject({ basis: "exact", values: [0.5, 0.25] });
  expect(log.d).toMatchObject({ basis: "exact", values: [0.5, 0.75] });
});

test("a matrix without a header is read once its columns are named by number", () => {
  const text = "1,0.5,0.6\n2,0.25,0.75\n3,0.125,0.8\n";
  expect(() => read(text)).toThrow(/no header: its columns are numbered.*`columns` step=1/s);
  const log = read(text, { columns: { step: "1", scoreGenerator: "2", scoreDiscriminator: "3" } });
  expect(log).toMatchObject({ steps: [1, 2, 3], g: { values: [0.5, 0.25, 0.125] }, d: { values: [0.6, 0.75, 0.8] } });
});

test("Weights & Biases' columns lose the run's name, and their MIN and MAX", () => {
  const log = read(
    '"Step","sunny-sea-3 - Loss_D","sunny-sea-3 - Loss_D__MIN","sunny-sea-3 - Loss_D__MAX","sunny-sea-3 - Loss_G","sunny-sea-3 - Loss_G__MIN","sunny-sea-3 - Loss_G__MAX"\n"0","1.386","1.3","1.4","0.693","0.6","0.7"\n"50","0.5","0.4","0.6","2","1","3"\n',
  );
  expect(log).toMatchObject({ stepName: "step", steps: [0, 50] });
  expect(log.d).toMatchObject({ columns: ["Loss_D"] });
  expect(log.d!.values[1]).toBeCloseTo(Math.exp(-0.25), 9);
});

test("several runs in one export are told apart, and the user is asked for one", () => {
  const log = read("Step,a - Loss_G,b - Loss_G\n0,0.5,0.6\n", { columns: { lossGenerator: "b - Loss_G" } });
  expect(log.series.find(({ name }) => name === "lossGenerator")!.values).toEqual([0.6]);
  expect(log.said).toContain("several runs");
});

test("a TensorBoard download takes its tag from the file's name", () => {
  const log = read("Wall time,Step,Value\n1.5e9,0,0.69\n1.5e9,50,0.5\n", {}, "run-.-tag-Loss_G.csv");
  expect(log).toMatchObject({ format: "TensorBoard CSV", stepName: "step", steps: [0, 50] });
  expect(log.series.find(({ name }) => name === "lossGenerator")).toMatchObject({
    columns: ["Loss_G"],
    values: [0.69, 0.5],
  });
});

test("logits under a probability's name need to be told apart from losses, and are then sigmoids of a mean", () => {
  const text = "step,D_real,D_fake\n0,0.47,-1.47\n";
  expect(() => read(text)).toThrow(/its values leave \[0, 1\] \(-1\.47\)/);
  const log = read(text, { loss: "bce" });
  expect(log.g).toMatchObject({ basis: "sigmoid-of-mean" });
  expect(log.g!.values[0]).toBeCloseTo(1 / (1 + Math.exp(1.47)), 9);
});

test("D_real and D_fake that add up to the discriminator's loss are losses, and are read as such", () => {
  const rows = [
    [0.69, 0.7, 1.39],
    [0.5, 0.25, 0.75],
    [0.25, 0.125, 0.375],
  ];
  const log = read(`step,D_real,D_fake,D_loss\n${rows.map((row, step) => [step, ...row].join()).join("\n")}\n`);
  expect(log.said).toContain("D_real and D_fake are read as losses, not as probabilities: their sum is D_loss");
  expect(log.g).toBeUndefined();
  expect(log.d).toMatchObject({ basis: "loss-bound", columns: ["D_real", "D_fake"] });
  expect(log.d!.values[1]).toBeCloseTo((Math.exp(-0.5) + Math.exp(-0.25)) / 2, 9);
});

test("columns that the user names win over what their names say, also with commas in them", () => {
  const log = read('step,"a, b",real_score,c\n0,0.2,9,0.9\n', {
    columns: { probabilityFake: "a, b", probabilityReal: "c" },
  });
  expect(log.g!.values).toEqual([0.2]);
  expect(log.d!.values).toEqual([0.9 / 2 + 0.8 / 2]);
  expect(() => read("step,a\n0,1\n", { columns: { scoreGenerator: "b" } })).toThrow(
    /Expected the column "b" of `columns` in log\.csv but found step, a\. Next:/,
  );
});

test.each([
  ["wgan", "Wasserstein"],
  ["hinge", "hinge loss"],
] as const)("with --loss %s the losses are refused, and stay for the checks of broken numbers", (loss, words) => {
  const log = read("step,g_loss,d_loss\n0,0.5,1.5\n1,nan,0.25\n", { loss });
  expect(log.series.map(({ name, values }) => [name, values])).toEqual([
    ["lossGenerator", [0.5, Number.NaN]],
    ["lossDiscriminator", [1.5, 0.25]],
    ["criticFake", [-0.5, Number.NaN]],
  ]);
  expect(log.refusals.map(({ quantity }) => quantity)).toEqual(["scoreGenerator", "scoreDiscriminator"]);
  expect(log.said).toContain(words);
});

test("--d-loss decides between sum and mean where the log does not", () => {
  const text = "step,d_loss\n0,0.2\n";
  expect(read(text, { dLoss: "sum" }).d!.values[0]).toBeCloseTo(Math.exp(-0.1), 9);
  expect(read(text, { dLoss: "mean" }).d!.values[0]).toBeCloseTo(Math.exp(-0.2), 9);
  expect(read(text).said).toContain("Next: --d-loss");
});

test("the tags of tf-gan name the loss", () => {
  expect(read("step,generator_wass_loss\n0,0.3\n").said).toContain("Wasserstein");
  const log = read("step,discriminator_real_minimax_loss,discriminator_gen_minimax_loss\n0,0.5,0.25\n");
  expect(log.d!.values[0]).toBeCloseTo((Math.exp(-0.5) + Math.exp(-0.25)) / 2, 9);
});

test("a critic's outputs, as of PGGAN, are refused", () => {
  const log = read("step,Loss/real_scores,Loss/fake_scores,G_loss\n0,0.5,0.25,0.7\n");
  expect(log.said).toMatch(/Loss\/real_scores gives no scores.*critic|Loss\/fake_scores gives no scores.*critic/);
});

test("accuracies stand in for the discriminator's score, in shares or per cents", () => {
  expect(read("step,acc_real,acc_fake\n0,0.5,1\n").d).toMatchObject({ basis: "accuracy", values: [0.75] });
  expect(read("step,acc_real,acc_fake\n0,50,100\n1,80,90\n").d!.values).toEqual([0.75, expect.closeTo(0.85, 9)]);
});

test("FID in a table is a metric and no score", () => {
  const { metrics } = read("step,scoreG,FID\n0,0.5,100\n10,0.5,50\n20,0.5,-3\n");
  expect(metrics).toEqual([{ name: "FID", stepName: "step", steps: [0, 10], values: [100, 50], ignored: 1 }]);
});

test.each<[string, string]>([
  [
    "JSON lines",
    '{"step": 0, "loss": {"errG": 0.7}, "errD": 1.39}\n{"step": 5, "loss": {"errG": NaN}, "errD": -Infinity}\n',
  ],
  ["a JSON list of rows", '[{"step": 0, "errG": 0.7, "errD": 1.39},\n {"step": 5, "errG": NaN, "errD": -Infinity}]'],
  ["a JSON history", '{\n"history": {"step": [0, 5], "errG": [0.7, NaN], "errD": [1.39, -Infinity]}}'],
])("%s with Python's broken numbers are read", (_, text) => {
  const log = read(
    text.replace('"loss": {"errG": 0.7}', '"errG": 0.7').replace('"loss": {"errG": NaN}', '"errG": NaN'),
  );
  expect(log.steps).toEqual([0, 5]);
  const losses = (name: string) => log.series.find((known) => known.name === name)!.values;
  expect(losses("lossGenerator")).toEqual([0.7, Number.NaN]);
  expect(losses("lossDiscriminator")).toEqual([1.39, Number.NEGATIVE_INFINITY]);
});

const rows = [
  [1, 0.645, 0.72],
  [2, 0.5, Number.NaN],
  [3, 0.25, 0.9],
];
const printed = (value: number) => (Number.isNaN(value) ? "nan" : value.toFixed(4));
const losses = ({ series }: ReturnType<typeof read>) =>
  ["lossDiscriminator", "lossGenerator"].map((name) => series.find((known) => known.name === name)?.values);

test.each<[string, string, string[]]>([
  [
    "spaces alone",
    "aligned table",
    ["  epoch    d_loss    g_loss", ...rows.map(([e, d, g]) => `      ${e}    ${printed(d!)}    ${printed(g!)}`)],
  ],
  [
    "a rule below the header, as skorch and tabulate draw",
    "aligned table",
    [
      "  epoch    D loss    G loss",
      "-------  --------  --------",
      ...rows.map(([e, d, g]) => `      ${e}    ${printed(d!)}    ${printed(g!)}`),
    ],
  ],
  [
    "an index without a name, as pandas prints",
    "aligned table",
    [
      "   epoch  d_loss  g_loss",
      ...rows.map(([e, d, g], index) => `${index}      ${e}  ${printed(d!)}  ${printed(g!)}`),
    ],
  ],
  [
    "words in front that no logger writes",
    "aligned table",
    [
      "2024-03-01 10:00:00 INFO run: epoch  d_loss  g_loss",
      ...rows.map(([e, d, g]) => `2024-03-01 10:00:0${e} INFO run:     ${e}  ${printed(d!)}  ${printed(g!)}`),
    ],
  ],
  [
    "commas behind a logger",
    "CSV",
    ["INFO:root:epoch,d_loss,g_loss", ...rows.map(([e, d, g]) => `INFO:root:${e},${printed(d!)},${printed(g!)}`)],
  ],
  [
    "lines around every cell, drawn anew for every row",
    "drawn table",
    rows.flatMap(([e, d, g]) => [
      "┏━━━━━━━┳━━━━━━━━┳━━━━━━━━┓",
      "┃ epoch ┃ d_loss ┃ g_loss ┃",
      "┡━━━━━━━╇━━━━━━━━╇━━━━━━━━┩",
      `│     ${e} │ ${printed(d!)} │ ${printed(g!)} │`,
      "└───────┴────────┴────────┘",
    ]),
  ],
  [
    "a name and a number a line, as Baselines draws",
    "drawn table",
    rows.flatMap(([e, d, g]) => [
      "-------------------------",
      "| train/      |         |",
      `|    epoch    | ${e}       |`,
      `|    d_loss   | ${printed(d!)}  |`,
      `|    g_loss   | ${printed(g!)}  |`,
      "-------------------------",
    ]),
  ],
])("a table with %s is read", (_, format, lines) => {
  const log = read(lines.map((line) => `${line}\n`).join(""), {}, "log.txt");
  expect(log).toMatchObject({ format, stepName: "epoch", steps: [1, 2, 3] });
  expect(losses(log)).toEqual([
    [0.645, 0.5, 0.25],
    [0.72, Number.NaN, 0.9],
  ]);
});

test.each<[string, (epoch: number, d: string, g: string) => string]>([
  ["plain", (epoch, d, g) => `{'epoch': ${epoch}, 'd_loss': ${d}, 'g_loss': ${g}, 'best': None, 'done': False}`],
  [
    "nested, with lists and tuples",
    (epoch, d, g) => `{'epoch': ${epoch}, 'lr': [0.1, (1, 2)], 'gen': {'loss': ${g}}, 'disc': {'loss': ${d}}}`,
  ],
  ["rounded to strings", (epoch, d, g) => `{"epoch": '${epoch}', 'd_loss': '${d}', 'g_loss': '${g}', 'run': 'it\\'s'}`],
  [
    "of arrays",
    (epoch, d, g) =>
      `{'epoch': ${epoch}, 'd_loss': array(${d}, dtype=float32), 'g_loss': tensor(${g}, device='cuda:0')}`,
  ],
  [
    "behind a logger",
    (epoch, d, g) => `2024-03-01 10:00:00,123 INFO {'epoch': ${epoch}, 'd_loss': ${d}, 'g_loss': ${g}}`,
  ],
])("dictionaries as Python prints them, %s, are rows", (_, line) => {
  const log = read(rows.map(([e, d, g]) => `${line(e!, printed(d!), printed(g!))}\n`).join(""), {}, "log.txt");
  expect(log).toMatchObject({ format: "Python dictionaries", stepName: "epoch", steps: [1, 2, 3] });
  expect(losses(log)).toEqual([
    [0.645, 0.5, 0.25],
    [0.72, Number.NaN, 0.9],
  ]);
});

test.each<[string, (epoch: number, d: string, g: string) => string]>([
  ["a named tuple", (epoch, d, g) => `Losses(epoch=${epoch}, d_loss=${d}, g_loss=${g}, device=<device 'cpu'>)`],
  ["an ordered dictionary", (epoch, d, g) => `OrderedDict([('epoch', ${epoch}), ('d_loss', ${d}), ('g_loss', ${g})])`],
  [
    "a dictionary with defaults",
    (epoch, d, g) => `defaultdict(<class 'float'>, {'epoch': ${epoch}, 'd_loss': ${d}, 'g_loss': ${g}})`,
  ],
])("%s is one too", (_, line) => {
  const log = read(rows.map(([e, d, g]) => `${line(e!, printed(d!), printed(g!))}\n`).join(""), {}, "log.txt");
  expect(log).toMatchObject({ format: "Python dictionaries", steps: [1, 2, 3] });
  expect(losses(log)[0]).toEqual([0.645, 0.5, 0.25]);
});

test("times in an aligned table are no numbers, and no obstacle", () => {
  const log = read(
    "epoch   gen_loss  disc_loss  time \n0       0.7000    0.5000     00:12\n1       0.6000    0.4000     1:00:12\n",
    {},
    "log.txt",
  );
  expect(log).toMatchObject({ format: "aligned table", steps: [0, 1] });
});

test("a table of names and numbers below words for both is drawn, and has no header", () => {
  const table = (epoch: number) =>
    [
      "+--------+-------+",
      "| Metric | Value |",
      `| epoch  | ${epoch}     |`,
      "| d_loss | 0.5   |",
      "| g_loss | 0.7   |",
    ].join("\n");
  expect(read([1, 2].map((epoch) => `${table(epoch)}\n`).join(""), {}, "log.txt")).toMatchObject({
    format: "drawn table",
    steps: [1, 2],
  });
});

test("a notebook's outputs are read as the text they are, over several cells", () => {
  const stream = (text: string | string[]) => ({ output_type: "stream", name: "stdout", text });
  const line = (batch: number) => `[0/25][${batch}/100] Loss_D: 1.3 Loss_G: 0.7 D(x): 0.5 D(G(z)): 0.25 / 0.2\n`;
  const notebook = {
    nbformat: 4,
    cells: [
      { cell_type: "markdown", source: ["# d_loss: 5"] },
      { cell_type: "code", source: ["print(1)"], outputs: [stream([line(0), line(1)])] },
      {
        cell_type: "code",
        outputs: [
          stream(line(2)),
          { output_type: "display_data", data: { "text/plain": ["<Figure>"], "image/png": "iVBOR" } },
        ],
      },
    ],
  };
  for (const text of [JSON.stringify(notebook), JSON.stringify(notebook, null, 1)]) {
    const log = read(text);
    expect(log).toMatchObject({ format: "notebook: PyTorch DCGAN", steps: [0, 1, 2] });
    expect(log.g).toMatchObject({ basis: "exact", values: [0.25, 0.25, 0.25] });
  }
});

test("a log that is still being written is read up to its last whole line", () => {
  const line = (batch: number) => `[0/25][${batch}/100] Loss_D: 1.3846 Loss_G: 0.7`;
  const log = read(`${line(0)}\n${line(1)}\n[0/25][2/100] Loss_D: 1.3`);
  expect(log.steps).toEqual([0, 1]);
  expect(log.said).toContain("unfinished");
  expect(log.sources[0]!.lines).toEqual({ read: 2, refused: 1, other: 0 });
  expect(read('{"step": 1, "errG": 0.5}\n{"step": 2, "errG": 0.').steps).toEqual([1]);
});

test("a literal that nests too deep, or does not end, is none", () => {
  expect(parsePythonLiteral("[".repeat(1e5))).toBeUndefined();
  expect(parsePythonLiteral("{'a': [1, 2}")).toBeUndefined();
  expect(parsePythonLiteral("{'a': 1} b")).toBeUndefined();
  expect(parsePythonLiteral("{'a': (1, OrderedDict([('b', -inf)]))}")).toEqual({
    a: [1, { b: Number.NEGATIVE_INFINITY }],
  });
});

test("cells that may be numbers, but are none that is certain, are left out and named; words and times are not", () => {
  const rows = ["0,0.7,0x1f,N/A,10:00:00", "1,0.8,1.3,warm-up,10:00:01", "2,0.9,1_2,-,2024-03-01"];
  const log = read(`step,g_loss,d_loss,phase,time\n${rows.join("\n")}\n`);
  expect(log.series.find(({ name }) => name === "lossDiscriminator")!.values).toEqual([null, 1.3, null]);
  expect(log.said).toContain('2 cells of d_loss are no numbers that are certain, such as "0x1f"');
  expect(log.said).not.toMatch(/cells of (?:phase|time)/);
});
