import type { ResourceRequest } from '../workload/workload.ts';

/** What a write sends. Its content does not matter: a simulated backend only raises the resource's version. */
const writeBody = '{"written":true}';
const writeHeaders = `Content-Type: application/json\r\nContent-Length: ${writeBody.length}\r\n`;

/**
 * Writes requests as HTTP/1.1 text, ASCII only. `host` is the same for all nodes, as behind a load balancer, so
 * that nodes with a common store know a resource by one name.
 */
export function createRequestWriter(host: string): (request: ResourceRequest) => string {
  const headers = `Host: ${host}\r\nUser-Agent: gatebench\r\n`;
  return ({ method, target, bodyBytes }) => {
    const size = bodyBytes === undefined ? '' : `Gatebench-Body-Bytes: ${bodyBytes}\r\n`;
    const isWrite = method === 'PUT' || method === 'POST' || method === 'PATCH';
    return isWrite
      ? `${method} ${target} HTTP/1.1\r\n${headers}${size}${writeHeaders}\r\n${writeBody}`
      : `${method} ${target} HTTP/1.1\r\n${headers}${size}\r\n`;
  };
}
