/**
 * Settles as the work does, or rejects when the time is up. The work goes on unheard. What has arrived by then counts
 * as in time: after a stall of the event loop timers run before sockets are read, and an immediate after both.
 */
export function withDeadline<T>(work: Promise<T>, deadlineMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const expire = () => reject(new Error(`not done within ${deadlineMs} ms`));
    const timer = setTimeout(() => setImmediate(expire), deadlineMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
