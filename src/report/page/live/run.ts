/** The page of one run stays current: the bar at once, the report as soon as the newer one is there; without this script both are those of the loading. */
import "./run.css";
import type { RunState } from "../../../analysis/analysis.ts";
import { barParts, judgementOf } from "../../dashboard/parts.ts";
import { runTabTitle, stateTone } from "../../dashboard/states.ts";
import { one } from "../dom.ts";
import { startAges } from "./ages.ts";
import { startAlarm } from "./alarm.ts";
import { startConnection } from "./connection.ts";
import { startFeed } from "./feed.ts";
import { replaceParts } from "./parts.ts";
import { ReportFrames } from "./report-frames.ts";

const report = one("#report")!;
const api = `../api/runs/${report.dataset.run!}`;
const alarm = startAlarm();
const tellAges = startAges();
const frames = new ReportFrames(report);
let judged = report.dataset.judged!;

const take = (states: RunState[]): void => {
  for (const state of states) {
    const isWaiting = state.status === "waiting";
    const bar = one("#bar")!;
    bar.className = `bar ${stateTone(state)}`;
    replaceParts(bar, barParts(state));
    replaceParts(report, barParts(state));
    one(".waiting", report)!.hidden = !isWaiting;
    one(".alone", bar)!.hidden = isWaiting;
    alarm.tab(runTabTitle(state), stateTone(state));
    tellAges();
    alarm.tell([state]);
    const judgement = judgementOf(state);
    if (!isWaiting && judgement !== judged) frames.renew();
    judged = judgement;
  }
};

startFeed({ events: `${api}/events`, ask: api, take, connected: startConnection() });
