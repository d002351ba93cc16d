const schemeAndAuthority = /^https?:\/\/[^/?#]*/i;

/**
 * The path and query of a request target, byte for byte. A server must also accept the whole URI as a target (RFC 9112
 * §3.2.2); its scheme and authority are dropped, as Host is, because the route alone says where a request goes.
 */
export function originForm(method: string, target: string): string {
  // Nearly every target is in this form already.
  if (target.startsWith('/')) return target;
  const rest = target.replace(schemeAndAuthority, '');
  // RFC 9112 §3.2.4: without a path, OPTIONS asks about the server as a whole, and others about its root.
  if (rest === '') return method === 'OPTIONS' ? '*' : '/';
  return rest.startsWith('?') ? `/${rest}` : rest;
}
