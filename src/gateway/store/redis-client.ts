import { once } from 'node:events';
import { Redis } from 'ioredis';

/** How long a gateway that starts waits for Redis before it begins to answer without. */
const firstConnectionMs = 1000;
/** With the circuit breaker's half second on top, a server that is back is in use again within two seconds. */
const longestReconnectDelayMs = 500;
/** A connection on which a command is unanswered for so long is given up as dead. */
const unansweredMs = 2000;

/**
 * A client that gives up quickly, unlike ioredis's own defaults, under which a command waits more than a minute for a
 * server that is down. Resolves when the server is ready, or when it has shown that it is not: it may come later. How long
 * a reply is waited for is the caller's to say: the client's own timeout rejects replies that have arrived unread.
 */
export async function connectRedis(url: string): Promise<Redis> {
  const redis = new Redis(url, {
    connectTimeout: firstConnectionMs,
    socketTimeout: unansweredMs,
    // Whoever subscribes wants to know when to, and what may have been missed.
    autoResubscribe: false,
    // What cannot be sent now fails now. The queue for later has no bound, and later nobody waits any more.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    // The commands of one turn of the event loop share one write to the socket.
    enableAutoPipelining: true,
    retryStrategy: reconnectDelayMs,
  });
  // Commands tell of their own failure, and are counted; the event would end the process if nobody listened.
  redis.on('error', () => {});
  await once(redis, 'ready', { signal: AbortSignal.timeout(firstConnectionMs) }).catch(() => {});
  return redis;
}

/** Doubles up to half a second; by chance up to half of it is left off, so that many gateways do not come back as one. */
function reconnectDelayMs(attempt: number): number {
  const delayMs = Math.min(longestReconnectDelayMs, 25 * 2 ** attempt);
  return Math.round(delayMs * (1 - Math.random() / 2));
}
