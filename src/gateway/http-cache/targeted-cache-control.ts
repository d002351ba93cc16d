import {
  applyDirective,
  type CacheControl,
  type CacheControlDraft,
  draftCacheControl,
  parseCacheControl,
} from './cache-control.ts';
import { fieldValue, type HeaderFields } from './header-fields.ts';
import { type Member, parseDictionary } from './structured-fields.ts';

/** The fields that speak to this cache, the most specific first (RFC 9213 §2.2); `CDN-Cache-Control` is §3.1. */
const targetList = ['gatebench-cache-control', 'cdn-cache-control'];

export interface ResponseDirectives extends CacheControl {
  /** From a field of the target list: Cache-Control and Expires then play no part. */
  readonly isTargeted: boolean;
}

/** What an origin says about caching its response: by a field meant for caches such as this one, or to all of them. */
export function responseDirectives(headers: HeaderFields): ResponseDirectives {
  for (const name of targetList) {
    const directives = parseTargeted(fieldValue(headers, name));
    if (directives !== undefined) return { ...directives, isTargeted: true };
  }
  return { ...parseCacheControl(fieldValue(headers, 'cache-control')), isTargeted: false };
}

/** RFC 9213 §2.1 and §2.2: undefined for a field that is absent, empty or invalid, which must be ignored. */
function parseTargeted(value: string | undefined): CacheControl | undefined {
  const members = value === undefined ? undefined : parseDictionary(value);
  if (members === undefined || members.size === 0) return undefined;
  const draft = draftCacheControl();
  for (const [name, member] of members) {
    if (!addMember(draft, name, member)) return undefined;
  }
  return draft;
}

const takesSeconds = new Set(['max-age', 's-maxage', 'stale-while-revalidate', 'stale-if-error']);

/** False for a known directive whose value has not the type that its definition implies (RFC 9213 §2.1). */
function addMember(draft: CacheControlDraft, name: string, member: Member): boolean {
  if (takesSeconds.has(name)) {
    if (member.type !== 'integer' || member.value < 0) return false;
    applyDirective(draft, name, String(member.value));
  } else if (member.type === 'string') {
    applyDirective(draft, name, `"${member.value}"`);
  } else if (member.type !== 'boolean') {
    // Of no registered directive; where it forbids, it forbids all the same.
    applyDirective(draft, name, 'malformed');
  } else if (member.value) {
    applyDirective(draft, name, undefined);
  }
  return true;
}
