/** How many near-duplicates each real image has among the others, once per threshold. */
import type { Backend } from "../../compute/backend.ts";
import { perSize } from "../../metrics/reference/per-size.ts";
import { runPairPass } from "../../pairs/pair-pass.ts";

export const realDegrees = perSize(
  async (model, threshold, backend: Backend): Promise<Uint32Array> =>
    (await runPairPass(model.rows, threshold, backend)).degrees,
);
