/**
 * The directives of a Cache-Control field (RFC 9111 §5.2) that this cache acts on, of requests and responses alike.
 * Durations are in µs; undefined: the directive is absent.
 */
export interface CacheControl {
  readonly noStore: boolean;
  readonly noCache: boolean;
  readonly isPrivate: boolean;
  /** Fields, in lower case, that `no-cache="…"` or `private="…"` takes out of the stored response (§5.2.2.4 and §5.2.2.7). */
  readonly withheldFields: readonly string[];
  readonly isPublic: boolean;
  readonly mustRevalidate: boolean;
  readonly proxyRevalidate: boolean;
  readonly mustUnderstand: boolean;
  readonly onlyIfCached: boolean;
  /** RFC 8246. */
  readonly immutable: boolean;
  readonly maxAgeUs: number | undefined;
  readonly sMaxageUs: number | undefined;
  /** Infinity where `max-stale` has no argument. */
  readonly maxStaleUs: number | undefined;
  readonly minFreshUs: number | undefined;
  /** RFC 5861 §3. */
  readonly staleWhileRevalidateUs: number | undefined;
  /** RFC 5861 §4; of requests and of responses. */
  readonly staleIfErrorUs: number | undefined;
}

export type CacheControlDraft = { -readonly [Name in keyof CacheControl]: CacheControl[Name] };

const absent: CacheControl = {
  noStore: false,
  noCache: false,
  isPrivate: false,
  withheldFields: [],
  isPublic: false,
  mustRevalidate: false,
  proxyRevalidate: false,
  mustUnderstand: false,
  onlyIfCached: false,
  immutable: false,
  maxAgeUs: undefined,
  sMaxageUs: undefined,
  maxStaleUs: undefined,
  minFreshUs: undefined,
  staleWhileRevalidateUs: undefined,
  staleIfErrorUs: undefined,
};

/** No directive yet; to be filled with `applyDirective`. */
export function draftCacheControl(): CacheControlDraft {
  return { ...absent };
}

/** A name, then what follows it up to the next comma that is not quoted. */
const memberShape = /^([^\s=;,"]+)\s*(?:=\s*(.*))?$/s;

/** More seconds than this mean this many (RFC 9111 §1.2.2). */
const mostSeconds = 2 ** 31;

/**
 * Reads a Cache-Control value, strictly where a directive allows and leniently where it forbids: `private=` forbids
 * although it is malformed, `max-age=1.5` allows nothing. Of a repeated directive the most restrictive one counts. A
 * value whose quotes do not close cannot be split into directives, so nothing may be stored under it.
 */
export function parseCacheControl(value: string | undefined): CacheControl {
  if (value === undefined || value === '') return absent;
  const members = splitOutsideQuotes(value);
  if (members === undefined) return { ...absent, noStore: true, noCache: true };
  const directives = draftCacheControl();
  for (const member of members) {
    const [, name, argument] = memberShape.exec(member.trim()) ?? nameAlone(member);
    if (name !== undefined) applyDirective(directives, name.toLowerCase(), argument);
  }
  return directives;
}

/** `no-store; foo`: what stands first still counts where it forbids. */
function nameAlone(member: string): [string, string | undefined, string] {
  return [member, /^\s*([^\s=;,"]+)/.exec(member)?.[1], 'malformed'];
}

/** Adds one directive; where one like it is there already, the most restrictive counts. `argument` as written, quotes included. */
export function applyDirective(
  directives: CacheControlDraft,
  name: string,
  argument: string | undefined,
): void {
  switch (name) {
    case 'no-store':
      directives.noStore = true;
      break;
    case 'no-cache':
      if (!withhold(directives, argument)) directives.noCache = true;
      break;
    case 'private':
      if (!withhold(directives, argument)) directives.isPrivate = true;
      break;
    case 'public':
      directives.isPublic ||= argument === undefined;
      break;
    case 'must-revalidate':
      directives.mustRevalidate = true;
      break;
    case 'proxy-revalidate':
      directives.proxyRevalidate = true;
      break;
    case 'must-understand':
      directives.mustUnderstand = true;
      break;
    case 'only-if-cached':
      directives.onlyIfCached = true;
      break;
    case 'immutable':
      directives.immutable ||= argument === undefined;
      break;
    case 'max-age':
      directives.maxAgeUs = smaller(directives.maxAgeUs, deltaSecondsUs(argument) ?? 0);
      break;
    case 's-maxage':
      directives.sMaxageUs = smaller(directives.sMaxageUs, deltaSecondsUs(argument) ?? 0);
      break;
    case 'max-stale':
      directives.maxStaleUs = smaller(
        directives.maxStaleUs,
        argument === undefined ? Number.POSITIVE_INFINITY : (deltaSecondsUs(argument) ?? 0),
      );
      break;
    case 'min-fresh':
      directives.minFreshUs = Math.max(
        directives.minFreshUs ?? 0,
        deltaSecondsUs(argument) ?? Number.POSITIVE_INFINITY,
      );
      break;
    case 'stale-while-revalidate':
      directives.staleWhileRevalidateUs = smaller(
        directives.staleWhileRevalidateUs,
        deltaSecondsUs(argument) ?? 0,
      );
      break;
    case 'stale-if-error':
      directives.staleIfErrorUs = smaller(directives.staleIfErrorUs, deltaSecondsUs(argument) ?? 0);
      break;
  }
}

const fieldNamesShape = /^"\s*[\w!#$%&'*+.^`|~-]+(?:\s*,\s*[\w!#$%&'*+.^`|~-]+)*\s*"$/;

/** Fields that a stored response cannot be used without: how it may be reused, for which requests, and how it is read. */
const indispensable = /^(?:age|cache-control|cdn-cache-control|content-.*|date|expires|gatebench-.*|vary)$/;

/**
 * `no-cache="a, b"` and `private="a, b"` concern these fields alone (RFC 9111 §5.2.2.4 and §5.2.2.7). False where the
 * argument is no such list, or names what cannot be taken out: then the directive concerns the whole response.
 */
function withhold(directives: CacheControlDraft, argument: string | undefined): boolean {
  if (argument === undefined || !fieldNamesShape.test(argument)) return false;
  const names = argument
    .slice(1, -1)
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  if (names.some((name) => indispensable.test(name))) return false;
  directives.withheldFields = [...directives.withheldFields, ...names];
  return true;
}

function smaller(seen: number | undefined, next: number): number {
  return seen === undefined ? next : Math.min(seen, next);
}

/** Both forms of the argument are read, though only the token should be sent (RFC 9111 §5.2.2.1). */
function deltaSecondsUs(argument: string | undefined): number | undefined {
  const [, token, quoted] = /^(?:(\d+)|"(\d+)")$/.exec(argument ?? '') ?? [];
  const digits = token ?? quoted;
  return digits === undefined ? undefined : Math.min(Number(digits), mostSeconds) * 1e6;
}

/** The members between commas, or undefined where a quote does not close. */
function splitOutsideQuotes(value: string): string[] | undefined {
  if (!value.includes('"')) return value.split(',');
  const members: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let at = 0; at < value.length; at++) {
    const character = value[at];
    if (character === '"') isQuoted = !isQuoted;
    else if (character === '\\' && isQuoted) at += 1;
    else if (character === ',' && !isQuoted) {
      members.push(value.slice(start, at));
      start = at + 1;
    }
  }
  members.push(value.slice(start));
  return isQuoted ? undefined : members;
}
