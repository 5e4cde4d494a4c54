import { describe, expect, test } from "vitest";
import type { RunState } from "../../../src/analysis/analysis.ts";
import { type Around, dashboardPage } from "../../../src/report/dashboard/page.ts";
import { ago } from "../../../src/report/dashboard/parts.ts";
import { livePage } from "../../../src/report/dashboard/run-page.ts";
import { runStateOf } from "../../../src/report/dashboard/run-state.ts";
import { spark } from "../../../src/report/dashboard/spark.ts";
import { countsOf, headline, ordered, tabTitle } from "../../../src/report/dashboard/states.ts";
import { collapsedAnalysis, HOSTILE } from "../../helpers/analysis-fixtures.ts";

const FACTS = { received: 2, waiting: null, changedAt: "2026-01-02T03:04:05.000Z" };

const failing = (name: string, changedAt = FACTS.changedAt): RunState =>
  runStateOf(collapsedAnalysis("epoch 2"), { ...FACTS, name, changedAt });
const healthy = (name: string, changedAt = FACTS.changedAt): RunState => ({
  ...failing(name, changedAt),
  ...{ status: "healthy", title: "Healthy", since: "", remedy: "", exitCode: 0, shouldStop: false },
});
const warned = (name: string): RunState => ({
  ...healthy(name),
  status: "warning",
  title: "Warning",
  since: "epoch 1",
});
const waiting = (name: string): RunState => runStateOf(null, { ...FACTS, name, waiting: "no pictures yet" });

const around: Around = {
  files: { script: "/* script */", style: "/* style */" },
  now: new Date("2026-01-02T03:05:00Z"),
  folder: "/runs",
  takesPosts: true,
};

describe("the order of the runs", () => {
  test("is what fails, what is warned of, what waits, what is healthy, each with the newest change first", () => {
    const old = "2026-01-01T00:00:00.000Z";
    const runs = [healthy("h-old", old), failing("f-old", old), waiting("w"), healthy("h"), warned("n"), failing("f")];
    expect(ordered(runs).map(({ name }) => name)).toEqual(["f", "f-old", "n", "w", "h", "h-old"]);
  });
});

describe("the headline", () => {
  test.each([
    [[], "No runs yet"],
    [[waiting("a")], "Waiting for the first checkpoints"],
    [[healthy("a")], "a is healthy"],
    [[healthy("a"), healthy("b")], "All 2 runs are healthy"],
    [[healthy("a"), waiting("b")], "No run fails, 1 run of 2 not judged yet"],
    [[healthy("a"), warned("b")], "b: warning since epoch 1"],
    [[warned("a"), warned("b")], "2 of 2 runs have a warning"],
    [[failing("a"), failing("b"), healthy("c")], "2 of 3 runs fail"],
    [[failing("a"), failing("b")], "All 2 runs fail"],
  ])("of %# says in one sentence what a person has to know", (runs, words) => {
    expect(headline(runs)).toBe(words);
  });

  test("names the one run that fails, and since when", () => {
    const words = headline([healthy("a"), failing("b"), waiting("c")]);
    expect(words).toMatch(/^b fails: mode collapse.* since epoch 2$/);
  });

  test("is an alarm on the tab where a run fails, and only there", () => {
    expect(tabTitle([healthy("a"), failing("b")])).toMatch(/^ALARM: b fails/);
    expect(tabTitle([healthy("a"), warned("b")])).not.toContain("ALARM");
  });

  test("stands above how many there are of each", () => {
    const runs = [failing("a"), healthy("b"), healthy("c"), waiting("d"), warned("e")];
    expect(countsOf(runs)).toBe("5 runs: 1 fails, 1 has a warning, 1 waits, 2 are healthy");
    expect(countsOf([healthy("a")])).toBe("");
  });
});

describe("the page of all runs", () => {
  test("shows of each run its state as a word, since when, why, what to do, and where it is explained", () => {
    const page = dashboardPage([healthy("a b"), failing("b")], around);
    const card = page.slice(page.indexOf('data-run="b"'), page.indexOf('data-run="a b"'));
    for (const part of ['href="runs/b"', "Mode collapse</span>", "since epoch 2", "Try first:", "Distinct modes"])
      expect(card).toContain(part);
    expect(page).toContain('href="runs/a%20b"');
    expect(page).toContain('<li class="card fail" data-run="b">');
  });

  test("says why a run is not judged yet, and shows no picture of it", () => {
    const page = dashboardPage([waiting("a")], around);
    expect(page).toContain("no pictures yet");
    expect(page).not.toContain("<img");
  });

  test("says how to begin where there is no run", () => {
    expect(dashboardPage([], around)).toMatch(/id="beginning">[\s\S]*Monitor\("\/runs\/first-run"\)/);
    expect(dashboardPage([], { ...around, takesPosts: false })).not.toContain("Monitor(");
    expect(dashboardPage([healthy("a")], around)).toContain('id="beginning" hidden>');
  });

  test("lets no name become markup or an address of its own", () => {
    const hostile = { ...failing(HOSTILE), title: HOSTILE, sentence: HOSTILE, since: HOSTILE, remedy: HOSTILE };
    const named = { ...hostile, course: hostile.course.map((place) => ({ ...place, label: HOSTILE })) };
    const pages = [
      dashboardPage([named, { ...waiting("../.."), waiting: HOSTILE }], { ...around, folder: HOSTILE }),
      livePage(named, around),
      livePage({ ...waiting(HOSTILE), waiting: HOSTILE }, around),
    ];
    for (const page of pages) {
      expect(page).not.toContain("<img src=x");
      // One of the page's own.
      expect(page.match(/<\/script>/g)).toHaveLength(1);
      expect(page).not.toContain("\u001b");
      expect(page).not.toContain("\u202e");
      expect(page).not.toContain('href="runs/../');
    }
  });

  test("asks its own server alone, runs no script but its own, and is loaded again where none runs", () => {
    for (const page of [dashboardPage([failing("a")], around), livePage(failing("a"), around)]) {
      const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(page)!;
      expect(policy).toMatch(/default-src 'none'.*connect-src 'self'.*script-src 'sha256-/);
      expect(page).not.toMatch(/(?:src|href)="(?:https?:|\/)/);
      expect(page).toContain('<noscript><meta http-equiv="refresh"');
    }
  });
});

describe("the page of a run", () => {
  test("shows its report in a frame, without a script too", () => {
    expect(livePage(failing("a b"), around)).toContain('<iframe title="Report of the run" src="a%20b/report.html">');
  });

  test("has no report before the first verdict, and says what is waited for", () => {
    const page = livePage(waiting("a"), around);
    expect(page).not.toContain("<iframe");
    expect(page).toContain("no pictures yet");
  });
});

describe("a spark line", () => {
  const place = (state: "pass" | "fail", step: number | null) => ({
    ...{ step, state, label: "", modes: null, alike: null, generator: null, discriminator: null },
  });

  test("lies by its steps, from 0 below to the most above, with a hole where nothing was measured", () => {
    const course = [place("pass", 0), place("pass", 1), place("pass", 2), place("pass", 4)];
    const drawn = spark({ course, lines: [{ colour: "a", values: [0, 5, null, 10] }], most: 10 });
    // 2 of 100 x 30 are left free on each side: 96 wide, 26 high.
    expect(drawn).toContain('d="M2 28L26 15M98 2"');
  });

  test("is shaded from between the last checkpoint that held and the first that fails", () => {
    const course = [place("pass", 0), place("pass", 10), place("fail", 20), place("fail", 30)];
    const drawn = spark({ course, lines: [], most: 1 });
    expect(drawn).toMatch(/<rect class="failing" x="50" y="0" width="50"/);
  });

  test("of one place stands in the middle, and one of nothing draws nothing", () => {
    expect(spark({ course: [place("pass", 7)], lines: [{ colour: "b", values: [1] }], most: 1 })).toContain("M50 2");
    expect(spark({ course: [], lines: [{ colour: "a", values: [] }], most: 1 })).not.toContain("<path");
    expect(spark({ course: [place("pass", null)], lines: [{ colour: "a", values: [null] }], most: 1 })).not.toContain(
      "<path",
    );
  });
});

test.each([
  [0, "just now"],
  [12_000, "10 s ago"],
  [59_000, "55 s ago"],
  [61_000, "1 min ago"],
  [3_599_000, "59 min ago"],
  [7_200_000, "2 h ago"],
  [5 * 86_400_000, "5 days ago"],
])("%i ms are said as %s", (milliseconds, words) => {
  expect(ago(milliseconds)).toBe(words);
});
