import { backendLoad } from './backend-load.ts';
import type { Chart } from './chart.ts';
import { hitRatioOverTime } from './hit-ratio-over-time.ts';
import { hitsAndMisses } from './hits-and-misses.ts';
import { latency } from './latency.ts';
import { latencyOverTime } from './latency-over-time.ts';
import { outcomes } from './outcomes.ts';
import { percentilePlot } from './percentile-plot.ts';
import { processes } from './processes.ts';
import { rateOverTime } from './rate-over-time.ts';
import { ratios } from './ratios.ts';
import { staleness } from './staleness.ts';
import { throughput } from './throughput.ts';

/** In the order of the page: the decision first, then its grounds, then whether to trust them. */
export const allCharts: readonly Chart[] = [
  ratios,
  throughput,
  latency,
  percentilePlot,
  hitsAndMisses,
  outcomes,
  backendLoad,
  staleness,
  rateOverTime,
  latencyOverTime,
  hitRatioOverTime,
  processes,
];
