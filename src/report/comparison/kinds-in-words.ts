import type { Notice } from '../notices.ts';
import { listInWords } from '../wording.ts';
import type { ComparisonModel } from './comparison-model.ts';

/** What must be known where not all runs were measured; undefined where they were. */
export function kindsInWords({ runs }: ComparisonModel): Notice | undefined {
  const simulated = runs.filter(({ result }) => result.kind === 'simulated');
  if (simulated.length === 0) return undefined;
  const names = listInWords(simulated.map(({ name, result }) => `${name} (${result.runId})`));
  const were = `${names.replace(/^r/, 'R')} ${simulated.length === 1 ? 'was' : 'were'} computed by a model`;
  return simulated.length === runs.length
    ? {
        title: 'All runs were simulated, not measured',
        text: `${were}, so what changed between them is what the model says.`,
      }
    : {
        title: 'What was simulated is compared with what was measured',
        text: `${were}, in which no gateway answered a request: a change says how far model and measurement are apart.`,
      };
}
