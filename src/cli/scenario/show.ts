import { stringify } from 'yaml';
import type { Scenario } from '../../scenario/scenario.ts';
import { readScenario } from '../../scenario/scenario-file.ts';
import { cellInWords, type Sweep } from '../../scenario/sweep.ts';
import { readTrace } from '../../scenario/trace-file.ts';
import { formatDuration, formatNumber } from '../../support/units.ts';
import type { CliContext } from '../context.ts';
import { locateScenario } from '../locate-scenario.ts';

/** `gatebench scenario show`: the resolved scenario, its trace if it has one, and how long a run will take. */
export async function showScenario(
  name: string,
  { json }: { readonly json?: true | undefined },
  context: CliContext,
): Promise<void> {
  const { path, shownAs } = await locateScenario(name, context);
  const { scenario, sweep } = await readScenario(path, shownAs);
  const trace = scenario.trace && (await readTrace(scenario.trace, scenario.routes)).summary;
  const shown = {
    ...scenario,
    routes: scenario.routes.map((route) => ({ ...route, path: route.path.text })),
  };
  if (json) {
    context.stdout.write(`${JSON.stringify({ scenario: shown, trace, ...matrixOf(sweep) }, null, 2)}\n`);
    return;
  }
  context.stdout.write(`${stringify(JSON.parse(JSON.stringify(shown)))}\n${planOf(scenario)}\n`);
  if (sweep !== undefined) context.stdout.write(`${matrixInWords(sweep)}\n`);
  if (trace === undefined) return;
  const span = trace.spanUs === undefined ? '' : `, recorded over ${formatDuration(trace.spanUs)}`;
  context.stdout.write(
    `Trace: ${formatNumber(trace.requests)} requests to ${formatNumber(trace.distinct)} different resources${span}.\n`,
  );
}

function planOf(scenario: Scenario): string {
  const { strategies, measure } = scenario;
  const trials = strategies.length * measure.repetitions;
  return `A run has ${trials} trials (${strategies.length} strategies × ${measure.repetitions} repetitions) and takes at most about ${formatDuration(longestRunUs(scenario))}.`;
}

/** Starting and stopping the processes of a trial. */
const overheadUs = 1.2e6;

function longestRunUs({ strategies, measure: { repetitions, warmupUs, durationUs } }: Scenario): number {
  return strategies.length * repetitions * (warmupUs + durationUs + overheadUs);
}

function matrixOf(sweep: Sweep | undefined) {
  if (sweep === undefined) return {};
  const { axes, cells } = sweep;
  return {
    sweep: {
      axes: axes.map(({ path, values }) => ({ path, values })),
      cells: cells.map(({ number, values }) => ({ number, values })),
    },
  };
}

function matrixInWords({ axes, cells }: Sweep): string {
  const lengthUs = cells.reduce((sum, { scenario }) => sum + longestRunUs(scenario), 0);
  return [
    `The sweep has ${cells.length} cells, each a run of its own, and takes at most about ${formatDuration(lengthUs)}; shown above is the first.`,
    ...cells.map(({ number, values }) => `  ${String(number).padStart(3)}  ${cellInWords(axes, values)}`),
  ].join('\n');
}
