/** `<run>_log.jsonl` of BigGAN-PyTorch: `{"itr": 2000, "IS_mean": 2.80, "IS_std": 0.019, "FID": 173.76, "_stamp": 1551403232.04}`. */
import { MetricCollector, metricName } from "../table/metric-series.ts";
import { flatNumbers, jsonObject } from "../table/python-json.ts";
import type { TextFormat } from "./format.ts";

export const bigganJsonl: TextFormat = {
  name: "BigGAN jsonl",
  open() {
    const metrics = new MetricCollector("itr");
    let records = 0;
    return {
      line(text) {
        if (!text.includes('"itr"') || !text.includes('"_stamp"')) return "other";
        const object = jsonObject(text);
        if (typeof object?.itr !== "number") return "refused";
        for (const [name, value] of flatNumbers(object)) {
          const metric = metricName(name);
          if (metric) metrics.add(metric, object.itr, value);
        }
        records++;
        return "read";
      },
      finish: () => ({ columns: [], rows: records, metrics: metrics.series(), roles: { step: "itr" } }),
    };
  },
};
