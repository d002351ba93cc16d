import type { Verdict } from './verdict.ts';

type Verdicts = Readonly<Record<string, Verdict>>;

/** Each test whose verdict is not the expected one, as a line; a better one is a difference too. */
export function differences(expected: Verdicts, actual: Verdicts): readonly string[] {
  const ids = [...new Set([...Object.keys(expected), ...Object.keys(actual)])].sort();
  return ids
    .filter((id) => expected[id] !== actual[id])
    .map((id) => `${id}: expected ${expected[id] ?? 'no such test'}, was ${actual[id] ?? 'not run'}`);
}
