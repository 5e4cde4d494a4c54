/**
 * POSTECH-CVLab/PyTorch-StudioGAN, old and new: `[INFO] 2021-01-17 05:47:06 > Step:    1000 Progress: 1.0% Elapsed: ...
 * Discriminator_loss: 1.96766 Generator_loss: 0.271493` or `Gen_loss: 8.169 Dis_loss: 0.03606 Cls_loss: N/A`; metrics as
 * `FID score (Step: 2000, Using valid moments): 190.9`. The configuration it prints names the loss and the conditioning.
 */

import type { LogHints } from "../table/log-table.ts";
import { TableBuilder } from "../table/log-table.ts";
import type { LossKind } from "../table/loss-kind.ts";
import { MetricCollector } from "../table/metric-series.ts";
import { numberAt } from "../table/number-notation.ts";
import { numberOf } from "../table/scan.ts";
import type { TextFormat } from "./format.ts";

const LOSSES: Record<string, LossKind> = {
  vanilla: "bce",
  logistic: "bce",
  hinge: "hinge",
  wasserstein: "wgan",
  least_square: "lsgan",
};
/** Conditioning that adds no term to the losses: none, and projection. */
const NO_EXTRA_TERMS = new Set(["no", "W/O", "N/A", "ProjGAN", "projGAN", "PD", "SPD"]);
const METRICS: readonly [label: string, name: string][] = [
  ["FID score (Step:", "FID"],
  ["Inception score (Step:", "IS"],
  ["F_8 score (Step:", "F_8"],
  ["F_1/8 score (Step:", "F_1/8"],
];
const LABELS = ["Discriminator_loss", "Generator_loss", "Gen_loss", "Dis_loss", "Cls_loss", "ada_p"] as const;

export const studiogan: TextFormat = {
  name: "StudioGAN",
  open() {
    const table = new TableBuilder();
    const metrics = new MetricCollector("step");
    let loss: string | null = null;
    let conditioning: string | null = null;
    return {
      line(text) {
        loss ??= quotedAfter(text, "adv_loss");
        conditioning ??= quotedAfter(text, "conditional_strategy") ?? quotedAfter(text, "d_cond_mtd");
        const at = text.indexOf("> ");
        const body = at === -1 ? text.trimStart() : text.slice(at + 2);
        if (/^Step:\s/.test(body)) {
          const step = numberOf(body, "Step");
          const values = LABELS.map((label) => [label, numberOf(body, label)] as const);
          if (step === null || values.slice(0, 4).every(([, value]) => value === null)) return "refused";
          table.add([["step", step], ...values]);
          return "read";
        }
        const metric = METRICS.find(([label]) => body.startsWith(label));
        if (!metric) return "other";
        const step = numberAt(body, metric[0].length + 1);
        const value = body.indexOf("): ") === -1 ? null : numberAt(body, body.lastIndexOf("): ") + 3);
        if (!step || !value) return "refused";
        metrics.add(metric[1], step.value, value.value);
        return "read";
      },
      finish: () => ({
        ...table.finish(),
        metrics: metrics.series(),
        roles: { step: "step" },
        hints: hintsOf(loss, conditioning),
      }),
    };
  },
};

const hintsOf = (loss: string | null, conditioning: string | null): LogHints => {
  const kind = loss === null ? undefined : LOSSES[loss];
  return {
    ...(kind ? { loss: { kind, why: `its configuration says adv_loss: ${loss}` } } : { lossUnstated: true }),
    ...(conditioning !== null && !NO_EXTRA_TERMS.has(conditioning)
      ? {
          refuseTotals: `its configuration says that it is conditional (${conditioning.slice(0, 40)}), so the totals include the loss of the classes`,
        }
      : {}),
    dLoss: { reduction: "sum", why: "StudioGAN adds the real and the fake loss" },
  };
};

/** The string value behind a quoted key: 'adv_loss': 'hinge' or "adv_loss": "logistic". */
const quotedAfter = (text: string, key: string): string | null => {
  const at = text.indexOf(key);
  if (at === -1) return null;
  return (
    /^["']\s{0,9}:\s{0,9}["']([^"']{1,60})["']/.exec(text.slice(at + key.length, at + key.length + 90))?.[1] ?? null
  );
};
