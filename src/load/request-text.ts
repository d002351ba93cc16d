import type { ResourceRequest } from '../workload/workload.ts';

/** What a write sends. Its content does not matter: a simulated backend only raises the resource's version. */
const writeBody = '{"written":true}';
const writeHeaders = `Content-Type: application/json\r\nContent-Length: ${writeBody.length}\r\n`;

/** Popular targets come first and again and again, so not many need to be kept. */
const mostKept = 10_000;

/**
 * Writes requests as HTTP/1.1, ASCII only. `host` is the same for all nodes, as behind a load balancer, so that nodes with
 * a common store know a resource by one name. Reads are written once and kept.
 */
export function createRequestWriter(host: string): (request: ResourceRequest) => Buffer {
  const headers = `Host: ${host}\r\nUser-Agent: gatebench\r\n`;
  const kept = new Map<string, Buffer>();
  const write = ({ method, target, bodyBytes }: ResourceRequest) => {
    const size = bodyBytes === undefined ? '' : `Gatebench-Body-Bytes: ${bodyBytes}\r\n`;
    const isWrite = method === 'PUT' || method === 'POST' || method === 'PATCH';
    const text = isWrite
      ? `${method} ${target} HTTP/1.1\r\n${headers}${size}${writeHeaders}\r\n${writeBody}`
      : `${method} ${target} HTTP/1.1\r\n${headers}${size}\r\n`;
    return Buffer.from(text, 'latin1');
  };
  return (request) => {
    // A target is always asked for with the same size.
    if (request.method !== 'GET') return write(request);
    const known = kept.get(request.target);
    if (known !== undefined) return known;
    const written = write(request);
    if (kept.size < mostKept) kept.set(request.target, written);
    return written;
  };
}
