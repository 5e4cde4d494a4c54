/** The last checkpoint against the real images: what is missing, what was memorised, and the comparison in numbers. */
import type { Analysis, Calibrated, ReferenceComparison } from "../../analysis/analysis.ts";
import { counted, estimate, number, share, whole } from "../words.ts";
import { figure, type Pen } from "./chart.ts";
import { drawHistogram } from "./chart-curves.ts";
import { escapeHtml } from "./escape.ts";
import { pictureFrom, zoomable } from "./pictures.ts";

const MOST_MODES = 12;
const MOST_TWINS = 12;

type CalibratedField = {
  [Field in keyof ReferenceComparison]-?: NonNullable<ReferenceComparison[Field]> extends Calibrated ? Field : never;
}[keyof ReferenceComparison];

const CALIBRATED: [CalibratedField, string, string][] = [
  ["precision", "Precision", "samples that lie among the real images"],
  ["recall", "Recall", "real images that lie among the samples"],
  ["density", "Density", "how deep samples lie among the real images"],
  ["coverage", "Coverage", "real images with a sample nearby"],
  ["occupancy", "Occupancy", "share of the real images in reach of the samples"],
  ["twinShare", "Share of twins", "samples with a near-duplicate among the real images"],
  ["memorisedShare", "Memorised share", "samples closer to a real image than that image's own nearest real neighbour"],
  ["frechetDistance", "Fréchet distance", "in the space of this embedder, not comparable with FID"],
  ["kernelDistance", "Kernel distance", "in the space of this embedder, not comparable with KID"],
];

export const referenceSection = async (analysis: Analysis, takePen: () => Promise<Pen>): Promise<string> => {
  const { reference, checkpoints, threshold } = analysis;
  const checkpoint = [...checkpoints].reverse().find((one) => one.reference);
  if (!reference || !checkpoint?.reference) return "";
  const compared = checkpoint.reference;
  const parts = [missingModes(compared), twins(compared), numbers(compared)];
  if (compared.nearest)
    parts.push(
      figure(
        drawHistogram(await takePen(), compared.nearest, threshold?.value ?? null, {
          x: "cosine similarity to the nearest real image",
          y: "samples (%)",
        }),
        "How near the samples are to real images.",
        "Red: the threshold of near-duplicates.",
      ),
    );
  if (compared.notComputed.length > 0)
    parts.push(
      `<p class="quiet">Not computed: ${compared.notComputed.map(({ metric, reason }) => escapeHtml(`${metric} (${reason})`)).join("; ")}.</p>`,
    );
  return `<section aria-labelledby="reference"><h2 id="reference">Against the real images</h2>
<p class="quiet">${escapeHtml(checkpoint.label)} against ${counted(reference.images, "real image")} of ${escapeHtml(reference.source)}, ${whole(compared.equalSize)} of each side where sizes must be equal.</p>
${parts.filter((part) => part !== "").join("\n")}</section>`;
};

const missingModes = ({ missingModes: modes }: ReferenceComparison): string => {
  if (!modes) return "";
  if (modes.length === 0) return `<h3>Missing modes</h3><p>Every part of the real images is covered by samples.</p>`;
  const items = modes.slice(0, MOST_MODES).map(({ share: part, members, thumbnails = [] }) => {
    const pictures = thumbnails.flatMap(({ member, image }) => {
      const picture = pictureFrom(image, member);
      return picture ? [zoomable(picture)] : [];
    });
    const first = members[0] ?? "";
    return `<li class="group"><div class="group-head"><strong>${share(part)}</strong> of the real images · most typical: <code>${escapeHtml(first)}</code></div>${pictures.length > 0 ? `<div class="mosaic">${pictures.join("")}</div>` : ""}</li>`;
  });
  const rest = modes.length - items.length;
  return `<h3>Missing modes: real images that no sample covers</h3><ol class="groups">${items.join("")}</ol>${rest > 0 ? `<p class="quiet">${counted(rest, "smaller one is", "smaller ones are")} in the JSON file.</p>` : ""}`;
};

const twins = ({ twins: pairs }: ReferenceComparison): string => {
  if (!pairs) return "";
  if (pairs.length === 0) return `<h3>Memorised samples</h3><p>No sample is nearly identical to a real image.</p>`;
  const items = pairs.slice(0, MOST_TWINS).map(({ sample, reference, similarity, thumbnails }) => {
    const left = pictureFrom(thumbnails?.sample, sample);
    const right = pictureFrom(thumbnails?.reference, reference);
    const pictures = left && right ? `<div class="mosaic">${zoomable(left)}${zoomable(right)}</div>` : "";
    return `<li class="twin">${pictures}<p class="quiet">similarity ${number(similarity)}<br>sample <code>${escapeHtml(sample)}</code><br>real <code>${escapeHtml(reference)}</code></p></li>`;
  });
  const rest = pairs.length - items.length;
  return `<h3>Samples beside their real twin</h3><ul class="twins">${items.join("")}</ul>${rest > 0 ? `<p class="quiet">${counted(rest, "more pair is", "more pairs are")} in the JSON file.</p>` : ""}`;
};

const numbers = (compared: ReferenceComparison): string => {
  const rows = CALIBRATED.flatMap(([field, name, explained]): string[][] => {
    const value = compared[field];
    return value ? [[name, estimate(value), number(value.expected), explained]] : [];
  });
  const { modesRatio, duplicates, ndb } = compared;
  if (modesRatio)
    rows.push(["Modes ratio", estimate(modesRatio), "1", "effective modes of the samples / of the real images"]);
  if (duplicates)
    rows.push(["Duplicates", share(duplicates.samples), share(duplicates.reference), "images with a near-duplicate"]);
  if (ndb) {
    const { jensenShannon: js } = ndb;
    rows.push([
      "Bins",
      `${ndb.different} of ${ndb.bins} differ, ${ndb.missing} empty`,
      "0",
      "statistically different bins (NDB)",
    ]);
    rows.push(["Jensen-Shannon divergence", estimate(js), number(js.expected), "of the bins"]);
  }
  if (rows.length === 0) return "";
  const body = rows.map(
    ([name, value, expected, explained]) =>
      `<tr><th scope="row">${name}</th><td>${value}</td><td>${expected}</td><td class="quiet">${explained}</td></tr>`,
  );
  return `<h3>In numbers</h3><div class="scroll" tabindex="0" role="group" aria-label="Comparison with real images, can be scrolled"><table class="numbers"><thead><tr><th scope="col">Metric</th><th scope="col">value (95 % interval)</th><th scope="col">a perfect generator</th><th scope="col">meaning</th></tr></thead><tbody>${body.join("")}</tbody></table></div>`;
};
