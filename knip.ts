import type { KnipConfig } from "knip";

/** In the shipped code alone, what only tests import is unused; an export that its own file uses may well be for tests. */
const shipped = process.argv.includes("--production");

export default {
  entry: [
    "src/index.ts!",
    "src/compute/onnx/lane.js!",
    "src/report/page/live/{dashboard,run}.ts!",
    "fuzz/feed.ts",
    "src/pairs/blocks/block-work.ts!",
    "src/**/simd/*.ts!",
    ...(shipped ? ["src/cli/main.ts!", "src/report/page/main.ts!", "src/embed/lanes/image-work.ts!"] : []),
  ],
  project: ["src/**/*.{ts,js}!", "{test,samples,schema,eval,bench,fuzz}/**/*.ts"],
  ignoreBinaries: ["script", "mkfifo", "redis-server"],
  ignoreExportsUsedInFile: shipped,
} satisfies KnipConfig;
