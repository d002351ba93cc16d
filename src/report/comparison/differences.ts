/** A value of two documents that is not the same in both. */
export interface Difference {
  /** As `strategies.memory.cache.ttlUs`, `routes[0].weight`. */
  readonly path: string;
  /** Undefined where a document has no such value. */
  readonly one: unknown;
  readonly other: unknown;
}

/**
 * Where two JSON documents differ, leaf by leaf. Members of arrays are told apart by their `name` where all have one, so that
 * one more or less of them does not move all that follow; else by their place. What only one of them has is one difference.
 */
export function differencesBetween(one: unknown, other: unknown, path = ''): Difference[] {
  const [before, after] = [membersOf(one), membersOf(other)];
  if (before === undefined || after === undefined || Array.isArray(one) !== Array.isArray(other)) {
    return JSON.stringify(one) === JSON.stringify(other) ? [] : [{ path, one, other }];
  }
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) =>
    differencesBetween(before.get(key), after.get(key), joined(path, key)),
  );
}

/** By the keys that a path names them with; undefined for leaves. */
function membersOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  if (!Array.isArray(value)) return new Map(Object.entries(value));
  const names = value.map((member) => (member as { name?: unknown } | null)?.name);
  const areNamed = names.every((name) => typeof name === 'string') && new Set(names).size === names.length;
  return new Map(value.map((member, place) => [areNamed ? (names[place] as string) : `[${place}]`, member]));
}

function joined(path: string, key: string): string {
  return path === '' || key.startsWith('[') ? `${path}${key}` : `${path}.${key}`;
}

const longestValue = 60;

/** `measure.repetitions: 8, then 12`. */
export function differenceInWords({ path, one, other }: Difference): string {
  return `${path}: ${valueInWords(one)}, then ${valueInWords(other)}`;
}

/** As JSON but for texts, cut where it is long; `absent` where there is none. */
export function valueInWords(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'absent');
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}
