import { reasonToDiscard } from '../../experiment/judge-trial.ts';
import { drivePhase, type PhaseReport } from '../../load/drive-phase.ts';
import { outcomeOfAnyServer } from '../../measure/outcome.ts';
import { probeResources } from '../../measure/resource-probe.ts';
import { type ExitCode, exitCodes } from '../../support/exit-codes.ts';
import { createArrivals } from '../../workload/arrivals/create-arrivals.ts';
import type { Workload } from '../../workload/workload.ts';
import type { CliContext } from '../context.ts';
import { styled } from '../style.ts';
import { figuresOfLoad } from './load-figures.ts';
import type { LoadOptions } from './load-options.ts';
import { describeFigures, describePlan } from './load-text.ts';
import { type LoadPlan, planLoad } from './plan-load.ts';

type PhaseName = 'warm-up' | 'measure';

/** `gatebench load`: the load generator of a run, in this process, on servers that somebody else has started. */
export async function load(
  urls: readonly string[],
  options: LoadOptions,
  { stdout, stderr, env, onSignal }: CliContext,
): Promise<ExitCode> {
  const plan = planLoad(urls, options);
  stderr.write(`${describePlan(plan)}\n`);
  let isInterrupted = false;
  let halt = (): void => {};
  const stopListening = onSignal(() => {
    isInterrupted = true;
    halt();
  });
  const drive = (phase: PhaseName): Promise<PhaseReport> => {
    const underWay = startPhase(plan, phase);
    halt = underWay.halt;
    return underWay.ended;
  };
  try {
    if (plan.warmupUs > 0) await drive('warm-up');
    if (isInterrupted) return exitCodes.interrupted;
    const resources = probeResources();
    const report = await drive('measure');
    const processes = [{ role: 'load' as const, name: 'load generator', ...resources() }];
    const reasonVoid = reasonToDiscard({ ...report, processes }, plan.load);
    const figures = figuresOfLoad(report, reasonVoid);
    stdout.write(options.json ? `${JSON.stringify(figures)}\n` : describeFigures(figures));
    if (isInterrupted) return exitCodes.interrupted;
    if (reasonVoid === undefined) return exitCodes.done;
    stderr.write(`${styled(stderr, env)('yellow', 'warning')} [load-void] ${reasonVoid}\n`);
    return exitCodes.inconclusive;
  } finally {
    stopListening();
  }
}

function startPhase(plan: LoadPlan, phase: PhaseName) {
  const { targets, load, warmupUs, durationUs, seed } = plan;
  return drivePhase({
    targets,
    // Every URL is asked by a user of its own, whose server is the one of that URL.
    balance: 'sticky',
    load,
    durationUs: phase === 'warm-up' ? warmupUs : durationUs,
    longestUs: Math.max(warmupUs, durationUs),
    workload: inTurn(plan),
    times: load.kind === 'open' ? createArrivals(load, { seed, phase }) : undefined,
    judges: { outcomeOf: outcomeOfAnyServer },
  });
}

function inTurn({ asked }: LoadPlan): Workload {
  let turn = 0;
  return {
    next: () => {
      const { target, node } = asked[turn % asked.length] as LoadPlan['asked'][number];
      turn += 1;
      return { method: 'GET', target, bodyBytes: undefined, user: node };
    },
  };
}
