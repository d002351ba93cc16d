/**
 * Method and target of a request line as logs quote it: `GET /a?b HTTP/1.1`. A target in absolute form, as
 * proxies log it, loses its scheme and host (RFC 9112 §3.2.2). Undefined where it is no HTTP request or names
 * no path, as CONNECT and `OPTIONS *`.
 */
export function parseRequestLine(
  text: string,
): { readonly method: string; readonly target: string } | undefined {
  const [, method, uri] = /^([A-Z][A-Z-]{0,30}) (\S+) HTTP\/\d(?:\.\d)?$/.exec(text) ?? [];
  if (method === undefined || uri === undefined) return undefined;
  const target = /^https?:\/\//i.test(uri) ? withoutAuthority(uri) : uri;
  return target.startsWith('/') ? { method, target: encodeTarget(target) } : undefined;
}

function withoutAuthority(uri: string): string {
  const rest = uri.replace(/^https?:\/\/[^/?#]*/i, '');
  return rest.startsWith('/') ? rest : `/${rest}`;
}

/** A log's escape (`\x22`, `\"`), or what a request target may not hold as it is. */
const toBeEncoded = /\\x([0-9A-Fa-f]{2})|\\(.)|[^\x21-\x7e]|["#\\]/gu;

const controlEscapes: Readonly<Record<string, string>> = { b: '08', t: '09', n: '0A', v: '0B', r: '0D' };

/** Undoes the log's escapes and percent-encodes what has to be, so that the target is visible ASCII. */
function encodeTarget(target: string): string {
  return target.replace(toBeEncoded, (character, byte?: string, escaped?: string) => {
    if (byte !== undefined) return encodeByte(byte);
    if (escaped === undefined) return encodeURIComponent(character);
    const control = controlEscapes[escaped];
    return control === undefined ? encodeURIComponent(escaped) : `%${control}`;
  });
}

/** Bytes beyond ASCII are part of a longer character, so they are encoded one by one. */
function encodeByte(hex: string): string {
  const code = Number.parseInt(hex, 16);
  const isPlain = code > 0x20 && code < 0x7f && !'"#%\\'.includes(String.fromCharCode(code));
  return isPlain ? String.fromCharCode(code) : `%${hex.toUpperCase()}`;
}
