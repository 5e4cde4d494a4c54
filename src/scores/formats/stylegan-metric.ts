/**
 * metric-fid50k_full.jsonl of NVlabs' StyleGANs: `{"results": {"fid50k_full": 60.94}, "metric": "fid50k_full", "snapshot_pkl":
 * "network-snapshot-000400.pkl", ...}`. The snapshot's name counts kimg.
 */
import { MetricCollector, metricName } from "../table/metric-series.ts";
import { flatNumbers, jsonObject } from "../table/python-json.ts";
import type { TextFormat } from "./format.ts";

export const styleganMetric: TextFormat = {
  name: "StyleGAN metric jsonl",
  open() {
    const metrics = new MetricCollector("kimg");
    let records = 0;
    return {
      line(text) {
        if (!text.includes('"snapshot_pkl"') || !text.includes('"results"')) return "other";
        const object = jsonObject(text);
        const kimg = /(\d{1,12})\.pkl$/.exec(String(object?.snapshot_pkl ?? "").slice(-40))?.[1];
        const results = flatNumbers(object?.results);
        if (kimg === undefined || results.length === 0) return "refused";
        for (const [name, value] of results) metrics.add(metricName(name) ?? name, Number(kimg), value);
        records++;
        return "read";
      },
      finish: () => ({
        columns: [],
        rows: records,
        metrics: metrics.series(),
        roles: { step: "kimg" },
      }),
    };
  },
};
