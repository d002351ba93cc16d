import { parseDuration, parseSize } from '../support/units.ts';

/** The candidate that a misspelt word most likely stood for, if one is near enough. */
export function suggestWord(seen: string, candidates: readonly string[]): string | undefined {
  const allowedEdits = seen.length <= 3 ? 1 : Math.ceil(seen.length / 3);
  const ranked = candidates
    .map((candidate) => ({ candidate, edits: editDistance(seen.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ edits }) => edits <= allowedEdits)
    .sort((one, other) => one.edits - other.edits);
  return ranked[0]?.candidate;
}

/** Edits (insert, delete, replace, swap neighbours) that lead from one word to the other; Damerau 1964. */
function editDistance(from: string, to: string): number {
  const rows: number[][] = [Array.from({ length: to.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    const above = rows[row - 1] as number[];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      let edits = Math.min(
        (above[column] as number) + 1,
        (current[column - 1] as number) + 1,
        (above[column - 1] as number) + (same ? 0 : 1),
      );
      if (from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]) {
        edits = Math.min(edits, (rows[row - 2]?.[column - 2] ?? Number.POSITIVE_INFINITY) + 1);
      }
      current.push(edits);
    }
    rows.push(current);
  }
  return rows.at(-1)?.at(-1) as number;
}

const unitsByOtherName: Readonly<Record<'duration' | 'size', Readonly<Record<string, string>>>> = {
  duration: {
    'microsec|microseconds?|usec|usecs': 'us',
    'msecs?|millis|milliseconds?|millisecs?': 'ms',
    'secs?|seconds?': 's',
    'mins?|minutes?': 'm',
    'hrs?|hours?': 'h',
  },
  size: {
    'b|bytes?': 'B',
    'k|kb|kib': 'KiB',
    'm|mb|mib|megabytes?': 'MiB',
    'g|gb|gib|gigabytes?': 'GiB',
  },
};

/** `10 sec` → `10s`, `64 mb` → `64MiB`; undefined where no quantity can be guessed. */
export function suggestQuantity(seen: unknown, kind: 'duration' | 'size'): string | undefined {
  if (typeof seen === 'number' && seen >= 0)
    return kind === 'duration' ? `${seen}ms or ${seen}s` : `${seen}KiB`;
  const [, number, unit] =
    typeof seen === 'string' ? (/^(\d+(?:\.\d+)?) *([a-zµ]+)$/i.exec(seen.trim()) ?? []) : [];
  if (number === undefined || unit === undefined) return undefined;
  const parse = kind === 'duration' ? parseDuration : parseSize;
  if (parse(number + unit) !== undefined) return number + unit;
  for (const [otherNames, known] of Object.entries(unitsByOtherName[kind])) {
    if (new RegExp(`^(?:${otherNames})$`, 'i').test(unit)) return number + known;
  }
  return parse(number + unit.toLowerCase()) === undefined ? undefined : number + unit.toLowerCase();
}
