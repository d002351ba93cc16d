import { parseHttpDate } from './http-date.ts';

/** What a resource can be recognised by; undefined where the backend is told to send no such validator. */
export interface Validators {
  /** An entity tag with its quotes. */
  readonly etag: string | undefined;
  /** In ms since 1970, whole seconds. */
  readonly lastModifiedMs: number | undefined;
}

export interface Condition {
  readonly 'if-none-match'?: string | undefined;
  readonly 'if-modified-since'?: string | undefined;
}

const opaqueTag = /"[\x21\x23-\x7e\x80-\xff]*"/g;

/**
 * Whether a GET or HEAD is to be answered 304, by RFC 9110 §13.2.2. If-None-Match compares weakly (§13.1.2), so a
 * `W/` before a tag does not count; where it is present, If-Modified-Since is ignored, right or wrong (§13.1.3).
 */
export function isNotModified(condition: Condition, { etag, lastModifiedMs }: Validators): boolean {
  const tags = condition['if-none-match'];
  if (tags !== undefined) {
    if (tags.trim() === '*') return true;
    return tags.match(opaqueTag)?.some((tag) => tag === etag) ?? false;
  }
  const since = condition['if-modified-since'];
  if (since === undefined || lastModifiedMs === undefined) return false;
  const sinceMs = parseHttpDate(since);
  return sinceMs !== undefined && lastModifiedMs <= sinceMs;
}
