/**
 * How often 95 % intervals hold the truth, by simulation with known truth: `npm run eval:intervals`, trials per row as an argument
 * (default 1000; two fifths of it where vectors or bins are drawn), and one of the tables to print alone. Prints the tables of docs/intervals.md.
 */
import { tallyOfCopies } from "./intervals/of-copies.ts";
import { divergenceOf } from "./intervals/of-divergence.ts";
import { tallyOfModes } from "./intervals/of-modes.ts";
import { tallyOfReference } from "./intervals/of-reference.ts";
import { tallyOfRepeats } from "./intervals/of-repeats.ts";
import { tallyOfVectors } from "./intervals/of-vectors.ts";
import { type Population, populationOf } from "./intervals/populations.ts";
import type { Sizes } from "./intervals/sources.ts";
import { printTable, type Tally } from "./intervals/tally.ts";

const trials = Number(process.argv[2] ?? 1000);
const isWanted = (table: string) => process.argv.length < 4 || process.argv[3] === table;
const SIZES = [64, 256, 1000];
const REAL = [100, 500, 2000];
const populations = [false, true].flatMap((zipf) => [5, 100, 2000].map((modes) => populationOf(modes, zipf)));

const printPopulations = (measure: (population: Population, n: number) => Tally): void =>
  printTable(
    ["modes", "n"],
    (function* () {
      for (const population of populations)
        for (const n of SIZES) yield [[population.name, `${n}`], measure(population, n)] as const;
    })(),
  );

const seedOf = ({ shares }: Population, n: number) => shares.length + n + (shares[0] === shares.at(-1) ? 0 : 1);

if (isWanted("modes"))
  printPopulations((population, n) => tallyOfModes(population, n, { trials, seed: seedOf(population, n) }));
if (isWanted("vectors"))
  printPopulations((population, n) =>
    tallyOfVectors(population, n, { trials: Math.ceil(0.4 * trials), seed: seedOf(population, n) }),
  );
const printSources = (measure: typeof tallyOfCopies, sources: readonly Sizes["source"][], sizes: readonly number[]) =>
  printTable(
    ["source", "real", "samples"],
    (function* () {
      for (const source of sources)
        for (const real of sizes)
          for (const samples of SIZES) {
            const tally = measure({ source, real, samples }, { trials: Math.ceil(0.4 * trials), seed: real + samples });
            yield [[source, `${real}`, `${samples}`], tally] as const;
          }
    })(),
  );

if (isWanted("repeats")) printSources(tallyOfRepeats, ["even", "uneven"], REAL);
if (isWanted("copies")) printSources(tallyOfCopies, ["even", "uneven"], REAL);
// Of 2,000 real images every trial takes seconds.
if (isWanted("reference")) printSources(tallyOfReference, ["even"], REAL.slice(0, 2));
if (isWanted("divergence"))
  for (const real of REAL)
    for (const samples of SIZES)
      process.stdout.write(
        `| ${[real, samples, ...divergenceOf({ real, samples }, Math.ceil(0.4 * trials))].join(" | ")} |\n`,
      );
