import { crossCheck } from './cross-check.ts';
import { describeIssues, type Problem } from './describe-issues.ts';
import { resolveScenario, type ScenarioOrigin } from './resolve-scenario.ts';
import type { Scenario } from './scenario.ts';
import { scenarioFileSchema } from './schema.ts';

export type Understood = { readonly scenario: Scenario } | { readonly problems: readonly Problem[] };

/**
 * The plain data of a scenario file → shape, then what its parts say of each other, then defaults; or every problem of the
 * first of these steps that found any.
 */
export function understand(data: unknown, origin: ScenarioOrigin): Understood {
  const checked = scenarioFileSchema.safeParse(data);
  if (!checked.success) return { problems: describeIssues(checked.error.issues) };
  const written = origin.trace === undefined ? checked.data : { ...checked.data, trace: origin.trace };
  const contradictions = crossCheck(written);
  return contradictions.length > 0
    ? { problems: contradictions }
    : { scenario: resolveScenario(written, origin) };
}
