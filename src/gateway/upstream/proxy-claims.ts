/**
 * Request fields by which an origin lets a proxy before it say what the client's request was "really": its URL, host,
 * scheme, method, or address. From a client they are lies, and none is in the cache key, so one client could choose the
 * answer that all the others get (Kettle, "Practical Web Cache Poisoning", 2018). They are never forwarded, in any mode.
 */
const claims = new Set([
  // All of it, in the standard's own words (RFC 7239).
  'forwarded',
  // The URL: IIS and ASP.NET, Symfony and Zend, Akamai, ingress controllers.
  'x-original-url',
  'x-rewrite-url',
  'x-override-url',
  'x-original-uri',
  'x-request-uri',
  'x-proxy-url',
  'x-http-path-override',
  'x-http-destinationurl',
  // The host.
  'x-host',
  'x-original-host',
  'x-http-host-override',
  'x-backend-host',
  'x-real-host',
  // The scheme and port.
  'x-scheme',
  'x-url-scheme',
  'x-original-proto',
  'x-original-scheme',
  'x-original-port',
  'x-real-port',
  'front-end-https',
  // The method.
  'x-http-method',
  'x-http-method-override',
  'x-method-override',
  // The client's address, under the names of several proxies and networks.
  'x-real-ip',
  'x-client-ip',
  'x-cluster-client-ip',
  'x-originating-ip',
  'x-original-for',
  'x-original-forwarded-for',
  'x-original-remote-addr',
  'x-remote-ip',
  'x-remote-addr',
  'x-true-client-ip',
  'true-client-ip',
  'client-ip',
  'cf-connecting-ip',
  'fastly-client-ip',
  'x-envoy-external-address',
  'x-custom-ip-authorization',
  // CGI hands it on as HTTP_PROXY, through which some programs send their own requests (CVE-2016-5385, "httpoxy").
  'proxy',
]);

/** Whether a field, its name in lower case, only a trusted proxy may send. */
export function isProxyClaim(name: string): boolean {
  if (name.startsWith('x-forwarded')) return true;
  return claims.has(name) || (hasOddCharacter.test(name) && isTwinOfClaim(name));
}

const hasOddCharacter = /[^a-z0-9-]/;

/** CGI and its descendants read `x_forwarded_host` as they read `x-forwarded-host`, and no proxy should let it pass for another field. */
function isTwinOfClaim(name: string): boolean {
  const twin = name.replace(/[^a-z0-9]/g, '-');
  return twin.startsWith('x-forwarded') || claims.has(twin) || reserved.has(twin);
}

/** What a server acts upon itself; under a twin's name it would never have been checked. */
const reserved = new Set(['content-length', 'transfer-encoding', 'proxy-authorization', 'proxy-connection']);
