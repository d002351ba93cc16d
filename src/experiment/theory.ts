import { trialFigures } from '../results/figures.ts';
import type { Result, Theory } from '../results/result.ts';
import type { Scenario, Strategy } from '../scenario/scenario.ts';
import { predict } from '../simulate/theory/predict.ts';

/** Routes of all strategies together, of which formulas tell within a tenth of a second. */
const mostRoutes = 50;

/**
 * The Result with what closed forms say of its strategies, beside which a reader can hold what came out. How fast a closed loop turns
 * no formula knows: there it is asked about the rate that came out, of the strategies that have one. Absent where a trace is replayed,
 * where there are very many routes, and where a formula breaks down: no run fails for it.
 */
export function withTheory(result: Result, scenario: Scenario): Result {
  if (scenario.routes.length * scenario.strategies.length > mostRoutes) return result;
  const told = scenario.strategies.flatMap((strategy) => theoryOf(result, scenario, strategy) ?? []);
  return told.length === 0 ? result : { ...result, theory: told };
}

function theoryOf(result: Result, scenario: Scenario, strategy: Strategy): Theory | undefined {
  const perSecond = scenario.load.kind === 'open' ? undefined : meanRate(result, strategy);
  if (scenario.load.kind === 'closed' && perSecond === undefined) return undefined;
  try {
    const said = predict(scenario, strategy, { predicted: 'measured', perSecond });
    if (said === undefined) return undefined;
    return {
      strategy: strategy.name,
      ...(said.hitRatio === undefined ? {} : { hitRatio: rounded(said.hitRatio) }),
      offload: rounded(said.offload),
      backendCallsPerSecond: rounded(said.backendCallsPerSecond),
      ...(perSecond === undefined ? { requestsPerSecond: rounded(said.requestsPerSecond) } : {}),
      ...(said.staleRatio === undefined ? {} : { staleRatio: rounded(said.staleRatio) }),
      formulas: said.formulas,
      limits: said.limits,
    };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function meanRate(result: Result, { name }: Strategy): number | undefined {
  const rates = trialFigures(result, name).map(({ figures }) => figures.requestsPerSecond);
  const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
  return mean > 0 ? mean : undefined;
}

/** To so many digits that machines agree, whose exponentials differ in the last. */
const rounded = (figure: number): number => Number(figure.toPrecision(6));
