import { backendLoad } from './charts/backend-load.ts';
import type { Chart } from './charts/chart.ts';
import { cost } from './charts/cost.ts';
import { costOverTraffic } from './charts/cost-over-traffic.ts';
import { hitRatioOverTime } from './charts/hit-ratio-over-time.ts';
import { hitsAndMisses } from './charts/hits-and-misses.ts';
import { latency } from './charts/latency.ts';
import { latencyOverTime } from './charts/latency-over-time.ts';
import { outcomes } from './charts/outcomes.ts';
import { percentilePlot } from './charts/percentile-plot.ts';
import { phases } from './charts/phases.ts';
import { processes } from './charts/processes.ts';
import { rateOverTime } from './charts/rate-over-time.ts';
import { ratios } from './charts/ratios.ts';
import { staleness } from './charts/staleness.ts';
import { throughput } from './charts/throughput.ts';
import { backendsAndTail, throughputAndTail } from './charts/trade-off.ts';
import { type QuestionedTable, runTables } from './tables/all-tables.ts';

/** A part of a run's page under one heading: its charts and tables, in their order. */
export interface Chapter {
  /** Also the chapter's anchor in the page. */
  readonly id: string;
  readonly title: string;
  readonly parts: readonly (Chart | QuestionedTable)[];
}

/**
 * A run's page in its order: the decision first, then its grounds, then whether to trust them. The first chart that has
 * anything to show stands on the first screen, beside the answer; how it was measured ends the page.
 */
export const chapters: readonly Chapter[] = [
  {
    id: 'answer',
    title: 'The figures to decide by',
    parts: [runTables.expectations, ratios, runTables.figures],
  },
  {
    id: 'how-fast',
    title: 'How fast',
    parts: [throughput, latency, percentilePlot, throughputAndTail, backendsAndTail],
  },
  { id: 'why', title: 'Why', parts: [hitsAndMisses, outcomes, phases] },
  {
    id: 'what-it-takes',
    title: 'What it takes',
    parts: [backendLoad, runTables.staleness, staleness, runTables.cost, cost, costOverTraffic],
  },
  {
    id: 'over-time',
    title: 'Whether it held over time',
    parts: [runTables.recovery, rateOverTime, latencyOverTime, hitRatioOverTime],
  },
  {
    id: 'trust',
    title: 'Whether to trust it',
    parts: [processes, runTables.schedule, runTables.accuracy, runTables.otherLoad, runTables.steadiness],
  },
];
