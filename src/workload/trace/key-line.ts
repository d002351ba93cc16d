import type { Route } from '../../scenario/scenario.ts';
import { fillPath } from '../../support/path-pattern.ts';
import type { TraceLine } from './trace.ts';

/** Reads a key stream, one key a line: each key fills the hole of the first route that has one. */
export function createKeyReader(routes: readonly Route[]): (line: string) => TraceLine {
  const route = routes.find(({ path }) => path.hole !== 'none');
  if (route === undefined) return () => 'no-route';
  const { method, path } = route;
  const encode = path.hole === 'segment' ? encodeURIComponent : encodeRest;
  return (line) => {
    const key = line.trim();
    // A key is one word: a line of several is of another format, and must not pass for a key.
    // Half a surrogate pair is no character, and cannot be encoded.
    if (key === '' || /\s/.test(key) || /\p{Cs}/u.test(key)) return 'malformed';
    return { method, target: fillPath(path, encode(key)), bodyBytes: undefined, atUs: undefined };
  };
}

/** The rest of a target may hold slashes and a query, but no fragment. */
function encodeRest(key: string): string {
  return encodeURI(key).replaceAll('#', '%23');
}
