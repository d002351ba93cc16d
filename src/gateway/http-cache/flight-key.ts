import type { Found } from './decide.ts';
import type { RequestHeaders } from './header-fields.ts';
import { variantSelection, varyingFields } from './vary.ts';

/**
 * Equal for requests that one response can answer, as far as that is known before it arrives: the primary key and, where
 * the resource is known to vary, what the request says in the fields that select a variant.
 */
export function flightKey(key: string, found: Found, request: RequestHeaders): string {
  if (found.kind === 'uri-miss') return key;
  const fields = found.kind === 'vary-miss' ? found.fields : varyingFields(found.headers);
  return fields.length === 0 ? key : `${key.length}:${key}${variantSelection(fields, request)}`;
}
