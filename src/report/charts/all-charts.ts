import { chapters } from '../chapters.ts';
import type { Chart } from './chart.ts';

/** Every chart of a run's page, in its order; which chapter each belongs to is said in `chapters.ts`. */
export const allCharts: readonly Chart[] = chapters.flatMap(({ parts }) =>
  parts.flatMap((part) => ('draw' in part ? [part] : [])),
);
