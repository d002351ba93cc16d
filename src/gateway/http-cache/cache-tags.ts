import { fieldValue, type HeaderFields, listMembers } from './header-fields.ts';
import { parseList } from './structured-fields.ts';

/**
 * What a stored response can be purged or invalidated by, each kind under a prefix of its own so that none can pass for
 * another: `key:` for Surrogate-Key, `tag:` for Cache-Tag, and `group:` with the origin for Cache-Groups, because a
 * group never reaches beyond its origin (RFC 9875 §2.1).
 */
export function responseTags({
  headers,
  origin,
}: {
  readonly headers: HeaderFields;
  readonly origin: string;
}): readonly string[] {
  const names = namedTags(fieldValue(headers, 'surrogate-key'), fieldValue(headers, 'cache-tag'));
  const groups = cacheGroups(fieldValue(headers, 'cache-groups'), origin);
  return names.length === 0 && groups.length === 0 ? none : [...new Set([...names, ...groups])];
}

/** The tags that these two values name: in Surrogate-Key between spaces, in Cache-Tag between commas. */
export function namedTags(surrogateKey: string | undefined, cacheTag: string | undefined): readonly string[] {
  if (surrogateKey === undefined && cacheTag === undefined) return none;
  const keys = (surrogateKey ?? '').split(/[\s,]+/).filter((key) => key !== '');
  return [...keys.map((key) => `key:${key}`), ...listMembers(cacheTag ?? '').map((tag) => `tag:${tag}`)];
}

/**
 * The groups that Cache-Groups or Cache-Group-Invalidation names: a list of strings (RFC 9875 §2 and §3). A value that
 * does not parse is ignored whole; a member of another type is left out.
 */
export function cacheGroups(value: string | undefined, origin: string): readonly string[] {
  const members = value === undefined ? undefined : parseList(value);
  if (members === undefined) return none;
  return members.flatMap((member) => (member.type === 'string' ? [`group:${origin} ${member.value}`] : []));
}

/** Every tag that goes by this name, of whichever field and at any of these origins. */
export function tagsNamed(name: string, origins: readonly string[]): readonly string[] {
  return [`key:${name}`, `tag:${name}`, ...origins.map((origin) => `group:${origin} ${name}`)];
}

const none: readonly string[] = [];
