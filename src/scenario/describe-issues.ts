import type { z } from 'zod';
import { type Path, schemaAt } from './schema-paths.ts';
import { suggestWord } from './suggest.ts';

/** One problem and where in the document it is. `key` is set when a key, not its value, is the problem. */
export interface Problem {
  readonly path: Path;
  readonly key?: string;
  readonly message: string;
  readonly hint?: string | undefined;
}

type Issue = z.core.$ZodIssue;

/** Turns what zod found into sentences for people, with a suggestion where a name is misspelt. */
export function describeIssues(issues: readonly Issue[], parentPath: readonly PropertyKey[] = []): Problem[] {
  return issues.flatMap((issue): Problem[] => {
    const path = [...parentPath, ...issue.path].map((step) =>
      typeof step === 'number' ? step : String(step),
    );
    switch (issue.code) {
      case 'unrecognized_keys':
        return issue.keys.map((key) => unknownKey(path, key));
      case 'invalid_union':
        return describeIssues(nearestBranch(issue.errors), path);
      case 'invalid_key':
        return issue.issues.map(({ message }) => ({ path, message: `the name ${message}` }));
      case 'invalid_type':
        return [{ path, message: typeMessage(issue) }];
      default:
        return [{ path, message: sentence(issue.message) }];
    }
  });
}

function unknownKey(path: Path, key: string): Problem {
  const known = schemaAt(path).keys;
  const suggestion = suggestWord(key, known);
  return {
    path,
    key,
    message: `unknown key "${key}".`,
    hint: suggestion === undefined ? `Known here: ${known.join(', ')}.` : `Did you mean "${suggestion}"?`,
  };
}

/**
 * Of a union, the branch that the author most likely meant: one of the right type comes before one of another type,
 * then the one with the fewest wrong or missing keys.
 */
function nearestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  const weight = ({ code, path, ...issue }: Issue) => {
    if (code === 'unrecognized_keys') return 10 * (issue as { keys: readonly string[] }).keys.length;
    // Of another type altogether, or a word where a mapping stands.
    if (path.length === 0 && code !== 'custom') return code === 'invalid_type' ? 1000 : 500;
    return code === 'invalid_type' ? 5 : 1;
  };
  const badness = (issues: readonly Issue[]) => issues.reduce((sum, issue) => sum + weight(issue), 0);
  return [...branches].sort((one, other) => badness(one) - badness(other))[0] ?? [];
}

/** YAML's words for what zod calls by JavaScript's. */
const yamlWords: Readonly<Record<string, string>> = {
  object: 'a mapping (key: value)',
  record: 'a mapping (key: value)',
  array: 'a list',
  string: 'text',
  boolean: 'true or false',
  null: 'nothing',
  number: 'a number',
};

function typeMessage(issue: Extract<Issue, { code: 'invalid_type' }>): string {
  // Fields with a sentence of their own have put it into the message; zod's own texts begin "Invalid input".
  if (!issue.message.startsWith('Invalid input')) return sentence(issue.message);
  const expected = yamlWords[issue.expected] ?? issue.expected;
  const received = issue.message.split('received ')[1] ?? 'undefined';
  return received === 'undefined'
    ? `is missing; expected ${expected}.`
    : `expected ${expected}; saw ${yamlWords[received] ?? received}.`;
}

function sentence(message: string): string {
  return /[.?!]$/.test(message) ? message : `${message}.`;
}
