import { listMembers, type RequestHeaders } from '../http-cache/header-fields.ts';

/** Fields that concern one connection only (RFC 9110 §7.6.1) or one proxy (RFC 9111 §3.1). */
const hopByHop = new Set([
  'connection',
  'http2-settings',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authentication-info',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Passes all fields but the known ones and those that the message's Connection field names (RFC 9110 §7.6.1). */
function endToEndTest(connection: string | string[] | undefined): (name: string) => boolean {
  if (connection === undefined || connection === 'keep-alive' || connection === 'close') return isEndToEnd;
  const named = new Set(listMembers(String(connection)).map((name) => name.toLowerCase()));
  return (name) => isEndToEnd(name) && !named.has(name);
}

function isEndToEnd(name: string): boolean {
  return !hopByHop.has(name);
}

/** The end-to-end fields of a message as one flat array, apart from those left out; repeated fields stay apart. */
export function endToEndFields(
  headers: RequestHeaders,
  isLeftOut = (_name: string): boolean => false,
): string[] {
  const passesOn = endToEndTest(headers['connection']);
  const fields: string[] = [];
  for (const name in headers) {
    const value = headers[name];
    if (value === undefined || !passesOn(name) || isLeftOut(name)) continue;
    if (typeof value === 'string') fields.push(name, value);
    else for (const line of value) fields.push(name, line);
  }
  return fields;
}
