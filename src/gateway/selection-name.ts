import { createHash } from 'node:crypto';

/** Request fields that hold secrets. */
const secretFields = new Set(['authorization', 'cookie']);

/**
 * The name of a variant among those of its URL, from what the requests that it answers say in these fields. Names stand
 * in stores for everyone who may read them, in Redis in plain keys, so secrets are told by their digest.
 */
export function selectionName(fields: readonly string[], selection: string): string {
  return fields.some((name) => secretFields.has(name)) ? digestOf(selection) : selection;
}

/** The same for what a route's rules put into the key, whatever fields and cookies these are. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
