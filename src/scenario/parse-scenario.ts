import { ScenarioError } from '../support/errors.ts';
import type { ScenarioOrigin } from './resolve-scenario.ts';
import type { Scenario } from './scenario.ts';
import { ScenarioDocument } from './scenario-document.ts';
import { readSweep, type Sweep } from './sweep.ts';
import { understand } from './understand.ts';

export interface ScenarioText extends ScenarioOrigin {
  /** As diagnostics name it. */
  readonly file: string;
  readonly text: string;
}

export interface ParsedScenario {
  /** Of a sweep, its first cell. */
  readonly scenario: Scenario;
  readonly sweep: Sweep | undefined;
}

/**
 * Reads a scenario: YAML, then shape, then what its parts say of each other, then defaults; of a sweep, each cell so.
 *
 * @throws ScenarioError with every problem of the first of these steps that found any, each at its place in the file
 */
export function parseScenarioFile({ file, text, ...origin }: ScenarioText): ParsedScenario {
  const document = new ScenarioDocument(file, text);
  const sweep = readSweep(document, origin);
  if (sweep !== undefined) return { scenario: sweep.cells[0].scenario, sweep };
  const understood = understand(document.data(), origin);
  if ('problems' in understood) {
    throw new ScenarioError(understood.problems.map((problem) => document.locate(problem)));
  }
  return { scenario: understood.scenario, sweep };
}

/** The scenario alone; of a sweep, its first cell. */
export function parseScenario(text: ScenarioText): Scenario {
  return parseScenarioFile(text).scenario;
}
