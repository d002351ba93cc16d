/** One cookie of a Cookie field, and the text that it is forwarded as. */
export interface CookiePair {
  readonly name: string;
  readonly text: string;
}

/** RFC 6265 §4.2.1 and §5.4: the pairs between semicolons, in their order. Names are case-sensitive. */
export function cookiePairs(cookie: string): readonly CookiePair[] {
  return cookie
    .split(';')
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map((text) => {
      const end = text.indexOf('=');
      return { name: end === -1 ? text : text.slice(0, end).trimEnd(), text };
    });
}
