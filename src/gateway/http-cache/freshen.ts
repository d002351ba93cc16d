import { filterFields, type HeaderFields } from './header-fields.ts';

/** They describe the stored bytes, which a 304 leaves as they are (RFC 9111 §3.2). */
const describesStoredBody = new Set(['content-length', 'content-encoding', 'content-range']);

/** The fields of a stored response after a 304 confirmed it: those that the 304 carries replace the stored ones (RFC 9111 §3.2). */
export function freshenHeaders(stored: HeaderFields, notModified: HeaderFields): HeaderFields {
  const updates = filterFields(notModified, (name) => !describesStoredBody.has(name));
  const updated = new Set(updates.filter((_, at) => at % 2 === 0));
  return [...filterFields(stored, (name) => !updated.has(name)), ...updates];
}
