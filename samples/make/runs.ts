/** The four runs: what is set differently, and how long they train. */
import type { GanSettings } from "./gan.ts";

export interface Run {
  name: string;
  seed: number;
  steps: number;
  settings: GanSettings;
  /** From this step on the generator trains at another rate. */
  change?: { step: number; generatorRate: number; generatorSteps: number };
}

const BALANCED: GanSettings = {
  latentDimension: 32,
  generatorUnits: 128,
  discriminatorUnits: 128,
  generatorRate: 4e-4,
  discriminatorRate: 2e-4,
  generatorSteps: 1,
  realLabel: 0.9,
};

export const RUNS: readonly Run[] = [
  { name: "healthy", seed: 1, steps: 6000, settings: BALANCED },
  {
    name: "mode-collapse",
    seed: 1,
    steps: 4000,
    settings: BALANCED,
    change: { step: 2000, generatorRate: 2e-3, generatorSteps: 4 },
  },
  {
    name: "discriminator-dominates",
    seed: 3,
    steps: 1500,
    settings: {
      ...BALANCED,
      generatorUnits: 8,
      generatorRate: 1e-5,
      discriminatorRate: 1e-3,
      realLabel: 1,
    },
  },
  {
    name: "generator-dominates",
    seed: 4,
    steps: 1500,
    settings: {
      ...BALANCED,
      discriminatorUnits: 4,
      discriminatorRate: 1e-6,
      generatorRate: 1e-3,
      realLabel: 1,
    },
  },
];
