import {
  fieldValue,
  type HeaderFields,
  listMembers,
  type RequestHeaders,
  requestField,
} from './header-fields.ts';

/** The request fields that a response varies on, in lower case, sorted, each once (RFC 9111 §4.1); empty: none. */
export function varyingFields(headers: HeaderFields): readonly string[] {
  const names = listMembers(fieldValue(headers, 'vary') ?? '').map((name) => name.toLowerCase());
  return [...new Set(names)].sort();
}

/** Longest selection that is kept: beyond, the values would cost more than the response. */
export const longestSelection = 4096;

/** Fields that are no lists, and tell users apart: in them every character counts. */
const credentials = new Set(['authorization', 'cookie']);

/** Fields whose values mean the same in upper and lower case: codings (RFC 9110 §8.4.1) and language ranges (§12.5.4). */
const caseless = new Set(['accept-encoding', 'accept-language']);

/**
 * What a request says in the fields that select a variant, as one text that is equal for requests that match and for
 * no others (RFC 9111 §4.1). White space between the members of a list is evened out, and case where it is known to mean
 * nothing; the order is not, because origins take it for a preference. Each value carries its length, so that none can
 * pass for two; a field that is absent matches only a request where it is absent too.
 */
export function variantSelection(fields: readonly string[], request: RequestHeaders): string {
  let selection = '';
  for (const name of fields) {
    const value = requestField(request, name);
    if (value === undefined) {
      selection += '-';
      continue;
    }
    const normal = evened(name, value);
    selection += `${normal.length}:${normal}`;
  }
  return selection;
}

function evened(name: string, value: string): string {
  // In quotes a comma is no end of a member.
  if (credentials.has(name) || value.includes('"')) return value;
  const members = (caseless.has(name) ? value.toLowerCase() : value).split(',');
  return members.map((member) => member.trim()).join(',');
}
