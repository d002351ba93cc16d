import { type CacheControl, parseCacheControl } from './cache-control.ts';
import { listMembers, type RequestHeaders, requestField } from './header-fields.ts';

/** What a request says about caching (RFC 9111 §5.2.1); undefined for the many that say nothing. */
export function requestDirectives(request: RequestHeaders): CacheControl | undefined {
  const value = requestField(request, 'cache-control');
  if (value !== undefined) return parseCacheControl(value);
  // §5.4: Pragma counts only where Cache-Control is absent, and knows one directive.
  const pragma = requestField(request, 'pragma');
  if (pragma === undefined) return undefined;
  return listMembers(pragma.toLowerCase()).includes('no-cache') ? noCache : undefined;
}

const noCache = parseCacheControl('no-cache');
