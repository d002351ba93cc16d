/** A URL that is scheme, host and port alone, as `http://127.0.0.1:8080`; undefined for all other text. */
export function parseOrigin(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOrigin = url !== undefined && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
  return isOrigin ? url : undefined;
}
