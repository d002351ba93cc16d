/** Parameters of one member of Cache-Status: the text of a value, or true where a parameter stands alone. */
export type CacheStatusParameters = ReadonlyMap<string, string | true>;

const name = /[ \t]*(?:"(?:[^"\\]|\\["\\])*"|[A-Za-z*][!#$%&'*+.^_`|~0-9A-Za-z:/-]*)/y;
const parameter = /; *([a-z*][a-z0-9_.*-]*)(?:=("(?:[^"\\]|\\["\\])*"|[^\s,;"]+))?/y;
const end = /[ \t]*(?:,|$)/y;

/**
 * What the cache nearest to the client says, which is the last member of the list (RFC 9211 §2). The field is read from
 * its start, so that commas and semicolons inside quotes are no separators; undefined where it is no such list.
 */
export function readCacheStatus(field: string): CacheStatusParameters | undefined {
  for (let at = 0; ; ) {
    at = endOf(name, field, at);
    if (at === -1) return undefined;
    const parameters = new Map<string, string | true>();
    for (parameter.lastIndex = at; ; at = parameter.lastIndex) {
      const [, key, value = true] = parameter.exec(field) ?? [];
      if (key === undefined) break;
      parameters.set(key, value);
    }
    at = endOf(end, field, at);
    if (at === -1) return undefined;
    if (at === field.length) return field.endsWith(',') ? undefined : parameters;
  }
}

/** Where the shape ends that begins at the given place; −1 where none does. */
function endOf(shape: RegExp, field: string, at: number): number {
  shape.lastIndex = at;
  return shape.test(field) ? shape.lastIndex : -1;
}
