/**
 * The directives of a Cache-Control field (RFC 9111 §5.2) that this cache acts on, of requests and responses alike.
 * Durations are in µs; undefined: the directive is absent.
 */
export interface CacheControl {
  readonly noStore: boolean;
  /** Also set for `no-cache="field"`: keeping the whole response from being reused unasked is the safe reading. */
  readonly noCache: boolean;
  /** Also set for `private="field"`, for the same reason. */
  readonly isPrivate: boolean;
  readonly isPublic: boolean;
  readonly mustRevalidate: boolean;
  readonly proxyRevalidate: boolean;
  readonly mustUnderstand: boolean;
  readonly onlyIfCached: boolean;
  readonly maxAgeUs: number | undefined;
  readonly sMaxageUs: number | undefined;
  /** Infinity where `max-stale` has no argument. */
  readonly maxStaleUs: number | undefined;
  readonly minFreshUs: number | undefined;
}

type Draft = { -readonly [Name in keyof CacheControl]: CacheControl[Name] };

const absent: CacheControl = {
  noStore: false,
  noCache: false,
  isPrivate: false,
  isPublic: false,
  mustRevalidate: false,
  proxyRevalidate: false,
  mustUnderstand: false,
  onlyIfCached: false,
  maxAgeUs: undefined,
  sMaxageUs: undefined,
  maxStaleUs: undefined,
  minFreshUs: undefined,
};

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
  const directives: Draft = { ...absent };
  for (const member of members) {
    const [, name, argument] = memberShape.exec(member.trim()) ?? nameAlone(member);
    if (name !== undefined) apply(directives, name.toLowerCase(), argument);
  }
  return directives;
}

/** `no-store; foo`: what stands first still counts where it forbids. */
function nameAlone(member: string): [string, string | undefined, string] {
  return [member, /^\s*([^\s=;,"]+)/.exec(member)?.[1], 'malformed'];
}

function apply(directives: Draft, name: string, argument: string | undefined): void {
  switch (name) {
    case 'no-store':
      directives.noStore = true;
      break;
    case 'no-cache':
      directives.noCache = true;
      break;
    case 'private':
      directives.isPrivate = true;
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
  }
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
