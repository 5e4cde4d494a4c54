/** The last checkpoint against the real images: what is missing, what was memorised, and the comparison in numbers. */
import type { Calibrated, Estimate, ReferenceComparison } from "../../../analysis/analysis.ts";
import { counted, estimate, number, share, whole } from "../../words.ts";
import { drawings, LABELLED } from "../charts/chart.ts";
import { cropped, drawHistogram } from "../charts/curves.ts";
import { figure, type TitledChart } from "../charts/figure.ts";
import { escapeHtml } from "../escape.ts";
import { numbersTable, quiet, row } from "../markup.ts";
import { roughly } from "../natural.ts";
import { pictureFrom, zoomable } from "../pictures.ts";
import type { Section } from "../section.ts";

const MOST_MODES = 12;
const MOST_TWINS = 12;

type CalibratedField = {
  [Field in keyof ReferenceComparison]-?: NonNullable<ReferenceComparison[Field]> extends Calibrated ? Field : never;
}[keyof ReferenceComparison];

/** Which way is better. */
type Better = "more" | "less";

const CALIBRATED: [CalibratedField, Better, string, string][] = [
  ["precision", "more", "Precision", "samples that lie among the real images"],
  ["recall", "more", "Recall", "real images that lie among the samples"],
  ["density", "more", "Density", "how deep samples lie among the real images"],
  ["coverage", "more", "Coverage", "real images with a sample nearby"],
  ["occupancy", "more", "Occupancy", "share of the real images in reach of the samples"],
  ["twinShare", "less", "Share of twins", "samples with a near-duplicate among the real images"],
  [
    "memorisedShare",
    "less",
    "Memorised share",
    "samples closer to a real image than real images are to each other, beyond chance",
  ],
  ["frechetDistance", "less", "Fréchet distance", "in the space of this embedder, not comparable with FID"],
  ["kernelDistance", "less", "Kernel distance", "in the space of this embedder, not comparable with KID"],
];

export const reference: Section = {
  id: "reference",
  title: "Against the real images",
  body: ({ reference: real, checkpoints, threshold }) => {
    const checkpoint = checkpoints.findLast((one) => one.reference);
    if (!real || !checkpoint?.reference) return "";
    const compared = checkpoint.reference;
    const missing = compared.notComputed.map(({ metric, reason }) => escapeHtml(`${metric} (${reason})`));
    return `<p class="quiet">${escapeHtml(checkpoint.label)} against ${counted(real.images, "real image")} of ${escapeHtml(real.source)}, ${whole(compared.equalSize)} of each side where sizes must be equal.</p>
${missingModes(compared)}
${twins(compared)}
${numbers(compared)}
${nearestCharts(compared, threshold?.value ?? null)
  .map(figure)
  .join("")}
${quiet(missing.length > 0 ? `Not computed: ${missing.join("; ")}.` : "")}`;
  },
};

export const nearestCharts = (
  { nearest: similarities }: ReferenceComparison,
  threshold: number | null,
): TitledChart[] =>
  similarities
    ? [
        {
          id: "nearest-real",
          chart: drawings((frame) => {
            const domain = cropped(similarities, threshold === null ? [] : [threshold]);
            return drawHistogram(
              similarities,
              threshold,
              { x: "cosine similarity to the nearest real image", domain },
              frame,
            );
          }, LABELLED),
          title: "How near each sample is to its nearest real image.",
          caption: "Share of the samples by similarity; from the threshold on they are near-duplicates.",
        },
      ]
    : [];

const missingModes = ({ missingModes: modes }: ReferenceComparison): string => {
  if (!modes) return "";
  if (modes.length === 0) return "<h3>Missing modes</h3><p>Every part of the real images is covered by samples.</p>";
  const items = modes.slice(0, MOST_MODES).map(({ share: part, members, thumbnails = [] }) => {
    const pictures = mosaic(thumbnails.map(({ member, image }) => pictureFrom(image, member)));
    return `<li><strong>${roughly(part)}</strong> of the real images${pictures}<p class="quiet">most typical: <code>${escapeHtml(members[0] ?? "")}</code></p></li>`;
  });
  return `<h3>Missing modes: real images that no sample covers</h3><ol class="missing">${items.join("")}</ol>${rest(modes.length - items.length, "smaller one is", "smaller ones are")}`;
};

const twins = ({ twins: pairs }: ReferenceComparison): string => {
  if (!pairs) return "";
  if (pairs.length === 0) return "<h3>Memorised samples</h3><p>No sample is nearly identical to a real image.</p>";
  const items = pairs.slice(0, MOST_TWINS).map(({ sample, reference, similarity, thumbnails }) => {
    const pictures = mosaic([pictureFrom(thumbnails?.sample, sample), pictureFrom(thumbnails?.reference, reference)]);
    return `<li class="twin">${pictures}<p class="quiet">similarity ${number(similarity)}<br>sample <code>${escapeHtml(sample)}</code><br>nearest real image <code>${escapeHtml(reference)}</code></p></li>`;
  });
  return `<h3>Samples beside their nearest real image</h3><ul class="twins">${items.join("")}</ul>${rest(pairs.length - items.length, "more pair is", "more pairs are")}`;
};

const mosaic = (pictures: readonly (string | null)[]): string => {
  const shown = pictures.filter((picture) => picture !== null);
  return shown.length > 0 ? `<div class="mosaic">${shown.map((picture) => zoomable(picture)).join("")}</div>` : "";
};

const rest = (count: number, one: string, many: string): string =>
  quiet(count > 0 ? `${counted(count, one, many)} in the JSON file.` : "");

/** From twice as bad on. */
const FAR = 2;

/** Whether the interval reaches what a perfect generator reads, and if not, how far it stays away. */
const cue = ({ value, low, high }: Estimate, expected: number, better: Better): string => {
  if (better === "more" ? high === null || high >= expected : low <= expected)
    return '<span class="cue pass">✓ as good</span>';
  const isFar = better === "more" ? FAR * value < expected : value > FAR * expected;
  return isFar ? '<span class="cue fail">✗ far worse</span>' : '<span class="cue warn">✗ worse</span>';
};

const numbers = (compared: ReferenceComparison): string => {
  const { distinctModes, diversityRatio, duplicates, ndb } = compared;
  const calibrated = (value: Calibrated | undefined, better: Better, ...[name = "", explained = ""]: string[]) =>
    value && [name, estimate(value), number(value.expected), cue(value, value.expected, better), explained];
  const rows = [
    ...CALIBRATED.map(([field, better, name, explained]) => calibrated(compared[field], better, name, explained)),
    diversityRatio && [
      "Diversity ratio",
      estimate(diversityRatio),
      "1",
      cue(diversityRatio, 1, "more"),
      "diversity index of the samples / of the real images",
    ],
    distinctModes && [
      "Distinct modes",
      estimate(distinctModes),
      "",
      "",
      "by near-duplicate pairs beyond those of the real images",
    ],
    duplicates && [
      "Duplicates",
      ...[duplicates.samples, duplicates.reference].map(share),
      "",
      "images with a near-duplicate",
    ],
    ndb && [
      "Bins",
      `${ndb.different} of ${ndb.bins} differ, ${ndb.missing} empty`,
      "0",
      "",
      "statistically different bins (NDB)",
    ],
    calibrated(ndb?.jensenShannon, "less", "Jensen-Shannon divergence", "of the bins"),
  ].filter((cells) => cells !== undefined);
  if (rows.length === 0) return "";
  return `<h3>In numbers</h3>${numbersTable({
    label: "Comparison with real images",
    columns: ["Metric", "value (95 % interval)", "a perfect generator", "", "meaning"],
    rows: rows.map((cells) => row(cells)),
    className: "numbers explained",
  })}`;
};
