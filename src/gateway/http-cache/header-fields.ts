/**
 * A response's header fields in the order received: name, value, name, value. Names are in lower case, and a name may
 * stand more than once. One flat array, because that is what can be written to a socket without further work.
 */
export type HeaderFields = readonly string[];

/** A request's header fields as Node parses them, repeated lines already joined. Names are in lower case. */
export type RequestHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** The combined value of a field, its lines joined by commas (RFC 9110 §5.3); undefined where it is absent. */
export function fieldValue(fields: HeaderFields, name: string): string | undefined {
  let combined: string | undefined;
  for (let at = 0; at < fields.length; at += 2) {
    if (fields[at] !== name) continue;
    combined = combined === undefined ? fields[at + 1] : `${combined}, ${fields[at + 1]}`;
  }
  return combined;
}

export function hasField(fields: HeaderFields, name: string): boolean {
  return fieldValue(fields, name) !== undefined;
}

/** The fields whose names pass the test, in their order. */
export function filterFields(fields: HeaderFields, keep: (name: string) => boolean): string[] {
  const kept: string[] = [];
  for (let at = 0; at < fields.length; at += 2) {
    const name = fields[at] as string;
    if (keep(name)) kept.push(name, fields[at + 1] as string);
  }
  return kept;
}

/** A request field as one text, or undefined where it is absent. */
export function requestField(headers: RequestHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

/** The members of a comma-separated list without the white space around them; empty members are left out (RFC 9110 §5.6.1). */
export function listMembers(value: string): string[] {
  return value
    .split(',')
    .map((member) => member.trim())
    .filter((member) => member !== '');
}
