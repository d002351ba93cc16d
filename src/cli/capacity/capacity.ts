import { join, relative, resolve } from 'node:path';
import { findCapacity } from '../../experiment/capacity/find-capacity.ts';
import { type Bound, parseObjective } from '../../experiment/capacity/objective.ts';
import { pinThisProcess } from '../../experiment/pinning.ts';
import { terminalCapacityReport } from '../../report/capacity/capacity-report.ts';
import { type Capacity, capacityVersion, type StrategyCapacity } from '../../results/capacity.ts';
import { capacityFileName, writeCapacity } from '../../results/capacity-file.ts';
import type { Strategy } from '../../scenario/scenario.ts';
import { readScenario } from '../../scenario/scenario-file.ts';
import { suggestWord } from '../../scenario/suggest.ts';
import { UsageError } from '../../support/errors.ts';
import { type ExitCode, exitCodes } from '../../support/exit-codes.ts';
import { formatNumber } from '../../support/units.ts';
import type { CliContext } from '../context.ts';
import { refreshGallery } from '../gallery/refresh-gallery.ts';
import { locateScenario } from '../locate-scenario.ts';
import { writeCapacityPage } from '../report/capacity-page.ts';
import { interruptBySignal } from '../run/interrupt.ts';
import { type PreparedRun, prepareRun } from '../run/prepare-run.ts';
import { makeRunFolder, type RunFolder } from '../run/run-folder.ts';
import type { RunOptions } from '../run/run-options.ts';
import { hasColour } from '../style.ts';

interface CapacityCommand extends Pick<RunOptions, 'warmup' | 'redis' | 'pin' | 'out' | 'json' | 'quiet'> {
  readonly objective: string;
  /** Names; undefined: all. */
  readonly strategy?: readonly string[] | undefined;
  /** In µs. */
  readonly trial: number;
}

/** `gatebench capacity`: for each strategy the highest open-loop rate that keeps the objective. */
export async function capacity(
  nameOrFile: string,
  options: CapacityCommand,
  context: CliContext,
): Promise<ExitCode> {
  const { path, shownAs } = await locateScenario(nameOrFile, context);
  const loaded = await readScenario(path, shownAs);
  if (loaded.sweep !== undefined) {
    throw new UsageError(`${shownAs} is a sweep of ${loaded.sweep.cells.length} scenarios.`, {
      hint: 'The capacity is that of one: take the sweep out.',
    });
  }
  const objective = parseObjective(options.objective);
  const wanted = chosen(loaded.scenario.strategies, options.strategy);
  const prepared = await prepareRun(
    { ...loaded, scenario: { ...loaded.scenario, strategies: wanted } },
    options,
    context,
  );
  const folder = await makeRunFolder(resolve(context.cwd, options.out), prepared.scenario.name, new Date());
  const found = await measure(prepared, { objective, options, folder, context });
  const gallery = await refreshGallery(options.out, context);

  context.stdout.write(
    options.json
      ? `${JSON.stringify(found)}\n`
      : `${terminalCapacityReport(found, { colour: hasColour(context.stdout, context.env) })}\n\nCapacity: ${relative(context.cwd, pathOf(folder))}\nReport: ${relative(context.cwd, pageOf(folder))}\n${gallery}`,
  );
  return exitCodeOf(found);
}

function chosen(strategies: readonly Strategy[], names: readonly string[] | undefined): readonly Strategy[] {
  const known = strategies.map(({ name }) => name);
  for (const name of names ?? []) {
    if (known.includes(name)) continue;
    const suggestion = suggestWord(name, known);
    throw new UsageError(`The scenario has no strategy "${name}".`, {
      hint: suggestion === undefined ? `It has: ${known.join(', ')}.` : `Did you mean "${suggestion}"?`,
    });
  }
  return strategies.filter(({ name }) => names?.includes(name) ?? true);
}

interface Setting {
  readonly objective: readonly Bound[];
  readonly options: CapacityCommand;
  readonly folder: RunFolder;
  readonly context: CliContext;
}

const pathOf = ({ path }: RunFolder): string => join(path, capacityFileName);
const pageOf = ({ path }: RunFolder): string => join(path, 'report.html');

/** One strategy after the other; what is known is on disk after every probe. */
async function measure(
  prepared: PreparedRun,
  { objective, options, folder, context }: Setting,
): Promise<Capacity> {
  const { scenario, pinning } = prepared;
  const interrupt = interruptBySignal(context);
  const unpin = await (pinning && pinThisProcess(pinning.others));
  let found = begin(prepared, { objective, options, folder, context });
  const keep = async (next: Capacity) => {
    found = next;
    await writeCapacity(pathOf(folder), next);
  };
  try {
    await keep(found);
    for (const strategy of scenario.strategies) {
      if (interrupt.signal.aborted) break;
      await findCapacity(strategy, {
        ...prepared,
        runId: folder.runId,
        objective,
        trialUs: options.trial,
        interrupt: interrupt.signal,
        onChange: async (known) => {
          if (!options.quiet) tell(known, context);
          await keep({
            ...found,
            strategies: found.strategies.map((each) => (each.name === known.name ? known : each)),
          });
        },
      });
    }
    const state = interrupt.signal.aborted ? 'interrupted' : 'complete';
    await keep({ ...found, state, finishedAt: new Date().toISOString() });
    await writeCapacityPage(found, pageOf(folder));
    return found;
  } finally {
    interrupt.release();
    await unpin?.();
  }
}

function begin(prepared: PreparedRun, { objective, options, folder }: Setting): Capacity {
  const { scenario, source, generator, command } = prepared;
  return {
    format: 'gatebench-capacity',
    schemaVersion: capacityVersion,
    capacityId: folder.runId,
    state: 'running',
    startedAt: new Date().toISOString(),
    generator,
    command,
    scenario: { name: scenario.name, question: scenario.question, source },
    objective: objective.map((bound) => ({ ...bound })),
    trialUs: options.trial,
    strategies: scenario.strategies.map(({ name, mode }) => ({
      name,
      mode,
      state: 'searching',
      saturated: [],
      probes: [],
    })),
  };
}

function tell({ name, state, closedLoopPerSecond, probes }: StrategyCapacity, { stderr }: CliContext): void {
  const last = probes.at(-1);
  if (state !== 'searching') return;
  if (last === undefined) {
    if (closedLoopPerSecond === undefined) return;
    stderr.write(`${name}: ${formatNumber(Math.round(closedLoopPerSecond))} requests/s in a closed loop\n`);
    return;
  }
  const { ratePerSecond, verdict, reason } = last;
  stderr.write(
    `${name}: ${formatNumber(ratePerSecond)}/s ${verdictsInWords[verdict]}. ${reason ?? ''}`.trimEnd(),
  );
  stderr.write('\n');
}

const verdictsInWords = { holds: 'holds', breaks: 'does not hold', void: 'cannot be offered' } as const;

function exitCodeOf({ state, strategies }: Capacity): ExitCode {
  if (state === 'interrupted') return exitCodes.interrupted;
  const isKnown = strategies.every((each) => each.state === 'settled' && each.limitedBy === 'system');
  return isKnown ? exitCodes.done : exitCodes.inconclusive;
}
