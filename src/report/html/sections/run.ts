/** The run over its steps: scores and diversity on one time axis, and the sheets of the checkpoints under it. */
import { coursePlaces, runCharts } from "../charts/course.ts";
import { figure } from "../charts/figure.ts";
import { filmstrip } from "../filmstrip.ts";
import type { Section } from "../section.ts";

export const run: Section = {
  id: "run",
  title: "The run",
  body: (analysis) => {
    const charts = runCharts(analysis).map(figure);
    // One checkpoint alone is shown with the verdict.
    if (charts.length === 0) return "";
    const places = coursePlaces(analysis);
    return `<div class="run"${places ? ` data-axis="${places.axis}" data-places="${places.at.join(" ")}"` : ""}><div class="charts">${charts.join("\n")}</div>${places ? '<aside class="step" hidden></aside>' : ""}</div>
${filmstrip(analysis)}`;
  },
};
