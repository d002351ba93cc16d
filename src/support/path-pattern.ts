/**
 * A route's path pattern: literal text with at most one hole. `{name}` stands for one path segment,
 * `{name...}` at the end for all the rest, slashes and query included.
 */
export interface PathPattern {
  readonly text: string;
  readonly prefix: string;
  /** `none`: the pattern is one path; `segment`: `{id}`; `rest`: `{path...}`. */
  readonly hole: 'none' | 'segment' | 'rest';
  readonly suffix: string;
}

const patternShape = /^(\/[^{}?#\s]*)(?:\{([A-Za-z]\w*)(\.\.\.)?\}([^{}?#\s]*))?$/;

/** The pattern, or a sentence that says what is wrong with the text. */
export function parsePathPattern(text: string): PathPattern | string {
  if (!text.startsWith('/')) return `a path starts with "/", "${text}" does not`;
  const [, prefix, name, dots, suffix] = patternShape.exec(text) ?? [];
  if (prefix === undefined) {
    return `"${text}" is not a path with at most one {parameter}, as /products/{id} or /{path...}`;
  }
  if (name === undefined) return { text, prefix, hole: 'none', suffix: '' };
  if (dots !== undefined && suffix !== '') return `{${name}...} takes all the rest, so nothing may follow it`;
  if (dots === undefined && suffix !== '' && !suffix?.startsWith('/')) {
    return `{${name}} stands for a whole segment, so "/" must follow it, not "${suffix}"`;
  }
  if (!prefix.endsWith('/')) return `{${name}} stands for a whole segment, so "/" must come before it`;
  return { text, prefix, hole: dots === undefined ? 'segment' : 'rest', suffix: suffix ?? '' };
}

/** The path of one resource: the pattern with its hole filled. */
export function fillPath({ prefix, hole, suffix }: PathPattern, value: string): string {
  return hole === 'none' ? prefix : prefix + value + suffix;
}

/** Whether the request target (path and query) belongs to the pattern. */
export function matchesPath({ prefix, hole, suffix }: PathPattern, target: string): boolean {
  if (hole === 'rest') return target.startsWith(prefix);
  const queryAt = target.indexOf('?');
  const path = queryAt === -1 ? target : target.slice(0, queryAt);
  if (hole === 'none') return path === prefix;
  if (!path.startsWith(prefix) || !path.endsWith(suffix)) return false;
  const value = path.slice(prefix.length, path.length - suffix.length);
  return value !== '' && !value.includes('/');
}
