import { stringify } from 'yaml';
import type { Scenario } from '../../scenario/scenario.ts';
import { readScenario } from '../../scenario/scenario-file.ts';
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
  const { scenario } = await readScenario(path, shownAs);
  const trace = scenario.trace && (await readTrace(scenario.trace, scenario.routes)).summary;
  const shown = {
    ...scenario,
    routes: scenario.routes.map((route) => ({ ...route, path: route.path.text })),
  };
  if (json) {
    context.stdout.write(`${JSON.stringify({ scenario: shown, trace }, null, 2)}\n`);
    return;
  }
  context.stdout.write(`${stringify(JSON.parse(JSON.stringify(shown)))}\n${planOf(scenario)}\n`);
  if (trace === undefined) return;
  const span = trace.spanUs === undefined ? '' : `, recorded over ${formatDuration(trace.spanUs)}`;
  context.stdout.write(
    `Trace: ${formatNumber(trace.requests)} requests to ${formatNumber(trace.distinct)} different resources${span}.\n`,
  );
}

function planOf({ strategies, measure }: Scenario): string {
  const trials = strategies.length * measure.repetitions;
  const atMostUs = trials * (measure.warmupUs + measure.durationUs);
  return `A run has ${trials} trials (${strategies.length} strategies × ${measure.repetitions} repetitions) and at most ${formatDuration(atMostUs)} of load.`;
}
