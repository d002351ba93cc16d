/** Whether a simulated backend takes the method for a change. All others (RFC 9110 §9.2.1) leave the resource as it is. */
export function isWrite(method: string): boolean {
  return method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS' && method !== 'TRACE';
}
