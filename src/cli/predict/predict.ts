import { readScenario } from '../../scenario/scenario-file.ts';
import { type Prediction, predict } from '../../simulate/theory/predict.ts';
import { UsageError } from '../../support/errors.ts';
import type { CliContext } from '../context.ts';
import { locateScenario } from '../locate-scenario.ts';
import { applyOptions } from '../run/apply-options.ts';
import type { ScenarioOptions } from '../run/run-options.ts';
import { hasColour } from '../style.ts';
import type { PredictedCell, PredictedScenario } from './predicted-scenario.ts';
import { formatNamed } from './prediction-formats.ts';
import { sampleStrategy } from './sample-strategy.ts';

interface PredictOptions extends Omit<ScenarioOptions, 'quick' | 'repetitions'> {
  readonly format: string;
  /** Whether samples of the keys are simulated as well. */
  readonly sampled?: true | undefined;
  readonly json?: true | undefined;
}

/** `gatebench predict`: what closed forms say of a scenario, or of every cell of its sweep. */
export async function predictScenario(
  nameOrFile: string,
  options: PredictOptions,
  context: CliContext,
): Promise<void> {
  const render = formatNamed(options.json ? 'json' : options.format);
  const { path, shownAs } = await locateScenario(nameOrFile, context);
  const { scenario, sweep } = await readScenario(path, shownAs);
  const cells = sweep?.cells ?? [{ number: 1, values: [], scenario }];
  const predicted: PredictedScenario = {
    scenario: scenario.name,
    question: scenario.question,
    axes: sweep?.axes.map((axis) => axis.path) ?? [],
    cells: cells.map(({ number, values, scenario: each }): PredictedCell => {
      const changed = applyOptions(each, options);
      const { warmupUs, durationUs, cache } = changed.measure;
      return {
        number,
        values,
        measured: { sinceEmptyUs: cache === 'warm' ? warmupUs : 0, durationUs },
        strategies: changed.strategies.map((strategy) => {
          const [steady, measured] = [
            predict(changed, strategy),
            predict(changed, strategy, { predicted: 'measured' }),
          ];
          const inTime = orRefuse(measured, shownAs);
          return {
            name: strategy.name,
            steady: orRefuse(steady, shownAs),
            measured: inTime,
            ...(options.sampled && strategy.mode !== 'stateless'
              ? { sampled: sampleStrategy(changed, strategy, inTime.requestsPerSecond) }
              : {}),
          };
        }),
      };
    }),
  };
  context.stdout.write(render(predicted, hasColour(context.stdout, context.env)));
}

function orRefuse(prediction: Prediction | undefined, shownAs: string): Prediction {
  if (prediction !== undefined) return prediction;
  throw new UsageError(
    `${shownAs} replays a trace, and formulas know nothing of what it asks for and when.`,
    {
      hint: `Simulate it (gatebench simulate ${shownAs}), or see its hit ratio at every size of a cache (gatebench mrc ${shownAs}).`,
    },
  );
}
