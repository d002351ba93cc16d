import { type Document, LineCounter, parseDocument } from 'yaml';
import { type Diagnostic, ScenarioError } from '../support/errors.ts';
import { crossCheck } from './cross-check.ts';
import { describeIssues, type Problem } from './describe-issues.ts';
import { resolveScenario, type ScenarioOrigin } from './resolve-scenario.ts';
import type { Scenario } from './scenario.ts';
import { scenarioFileSchema } from './schema.ts';

export interface ScenarioText extends ScenarioOrigin {
  /** As diagnostics name it. */
  readonly file: string;
  readonly text: string;
}

/**
 * Reads a scenario: YAML, then shape, then what its parts say of each other, then defaults.
 *
 * @throws ScenarioError with every problem of the first of these steps that found any, each at its place in the file
 */
export function parseScenario({ file, text, ...origin }: ScenarioText): Scenario {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, strict: true, uniqueKeys: true });
  const at = (offset: number) => {
    const { line, col } = lineCounter.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const locate = ({ path, key, message, hint }: Problem): Diagnostic => ({
    ...at(offsetOf(document, path, key)),
    path: showPath(path),
    message: `${showPath(path)}${path.length === 0 ? '' : ': '}${message}`,
    hint,
  });

  const syntaxErrors = document.errors.map(({ pos, message }) => ({
    ...at(pos[0]),
    path: '',
    message: `not valid YAML: ${(message.split('\n')[0] as string).replace(/ at line \d+, column \d+:?$/, '')}.`,
  }));
  if (syntaxErrors.length > 0) throw new ScenarioError(syntaxErrors);

  const checked = scenarioFileSchema.safeParse(
    toPlainData(document, (message) => locate({ path: [], message })),
  );
  if (!checked.success) throw new ScenarioError(describeIssues(checked.error.issues).map(locate));

  const written = origin.trace === undefined ? checked.data : { ...checked.data, trace: origin.trace };
  const contradictions = crossCheck(written);
  if (contradictions.length > 0) throw new ScenarioError(contradictions.map(locate));

  return resolveScenario(written, origin);
}

/** An alias that expands beyond all measure is refused by the YAML library; that too is the file's fault. */
function toPlainData(document: Document.Parsed, diagnose: (message: string) => Diagnostic): unknown {
  try {
    return document.toJS();
  } catch (error) {
    throw new ScenarioError([diagnose(`not usable YAML: ${(error as Error).message}.`)], { cause: error });
  }
}

/** Where a path stands in the text: the key itself if one is named, else the value, else the nearest parent that exists. */
function offsetOf(
  document: Document.Parsed,
  path: readonly (string | number)[],
  key: string | undefined,
): number {
  if (key !== undefined) {
    const parent = document.getIn(path, true) as { items?: readonly { key?: unknown }[] } | undefined;
    const pair = parent?.items?.find((item) => String(item.key) === key);
    const range = (pair?.key as { range?: readonly number[] } | undefined)?.range;
    if (range?.[0] !== undefined) return range[0];
  }
  for (let length = path.length; length >= 0; length--) {
    const range = rangeAt(document, path.slice(0, length));
    if (range?.[0] !== undefined) return range[0];
  }
  return 0;
}

/** YAML takes the key in `404: 10s` for a number; the plain data that was checked has it as text. */
function rangeAt(document: Document, path: readonly (string | number)[]): readonly number[] | undefined {
  const asWritten = path.map((step) => (/^\d+$/.test(String(step)) ? Number(step) : step));
  const node = document.getIn(path, true) ?? document.getIn(asWritten, true);
  return (node as { range?: readonly number[] } | undefined)?.range;
}

function showPath(path: readonly (string | number)[]): string {
  return path.reduce<string>(
    (shown, step) =>
      typeof step === 'number' ? `${shown}[${step}]` : shown === '' ? step : `${shown}.${step}`,
    '',
  );
}
