import { measuredStrategies, type RunModel } from '../model/run-model.ts';
import { counted } from '../wording.ts';

/** How many trials stand behind a drawing: `9 valid trials`. */
export function trialsInWords(model: RunModel): string {
  return counted(
    measuredStrategies(model).reduce((sum, { trials }) => sum + trials.length, 0),
    'valid trial',
  );
}

/** `53,210 answered requests, error responses included, in 9 valid trials`. */
export function requestsInWords(model: RunModel): string {
  const completed = measuredStrategies(model)
    .flatMap(({ trials }) => trials)
    .reduce((sum, { figures }) => sum + figures.completed, 0);
  return `${counted(completed, 'answered request')}, error responses included, in ${trialsInWords(model)}`;
}
