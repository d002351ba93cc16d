import { RedisScript } from './redis-script.ts';

/**
 * How gateways on one Redis keep each other from storing what is out of date, and from asking an origin for the same
 * thing at the same time. Each script is carried out as one step.
 *
 * Fence: a text that is never the same twice, under a key of its own for each URL. Whoever asks an origin takes note of
 * it before, and may store the answer only where it is still the same after. An invalidation takes it away. So does
 * whatever makes Redis lose keys (expiry, eviction, a restart), which is on the safe side: the answer is not stored.
 *
 * Lease: `fence|token` while one gateway asks for others too; it expires soon unless renewed. A `|` follows where others
 * wait. One that was taken under an older fence counts for nothing: its answer will not be stored.
 */

/**
 * KEYS fence, lease. ARGV token, fence life (ms), lease life (ms; 0: no lease wanted), whether to wait (1 or 0).
 * The fence, and 1 where another holds the lease.
 */
export const beginScript = new RedisScript<[fence: string, isHeld: number]>(`
local fence = redis.call('GET', KEYS[1])
if fence then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
else
  fence = ARGV[1]
  redis.call('SET', KEYS[1], fence, 'PX', ARGV[2])
end
if ARGV[3] == '0' then return {fence, 0} end
local lease = redis.call('GET', KEYS[2])
if lease and string.sub(lease, 1, #fence + 1) == fence .. '|' then
  if ARGV[4] == '1' and string.sub(lease, -1) ~= '|' then
    redis.call('SET', KEYS[2], lease .. '|', 'PX', math.max(1, redis.call('PTTL', KEYS[2])))
  end
  return {fence, 1}
end
redis.call('SET', KEYS[2], fence .. '|' .. ARGV[1], 'PX', ARGV[3])
return {fence, 0}
`);

/** Gives the lease back, if it is still held, and tells whether others wait. */
const release = `
local isAwaited = false
local lease = redis.call('GET', KEYS[2])
if lease == ARGV[1] or lease == ARGV[1] .. '|' then
  redis.call('DEL', KEYS[2])
  isAwaited = lease ~= ARGV[1]
end
`;

/**
 * KEYS fence, lease, then the places of records. ARGV the held lease, fence, channel, notice, then for each place the
 * record's bytes and its life (ms); life 0: the record is thrown out.
 * 1 where the records were stored. Those who wait are told, and those who may have a copy of what was overwritten. The
 * lease is given back last, because a script that has written before may write to a server that is full.
 */
export const keepScript = new RedisScript<number>(`
local isKept = redis.call('GET', KEYS[1]) == ARGV[2]
local isReplaced = false
local failure = nil
if isKept then
  for at = 3, #KEYS do
    local bytes, lifeMs = ARGV[at * 2 - 1], ARGV[at * 2]
    if lifeMs == '0' then
      redis.call('UNLINK', KEYS[at])
    else
      isReplaced = isReplaced or redis.call('EXISTS', KEYS[at]) == 1
      local reply = redis.pcall('SET', KEYS[at], bytes, 'PX', lifeMs)
      if type(reply) == 'table' and reply.err then failure = failure or reply end
    end
  end
end
${release}
if isAwaited or isReplaced then redis.call('PUBLISH', ARGV[3], ARGV[4]) end
if failure then return failure end
return isKept and 1 or 0
`);

/** KEYS fence (not used), lease. ARGV the held lease, channel, notice. */
export const abandonScript = new RedisScript<number>(`${release}
if isAwaited then redis.call('PUBLISH', ARGV[2], ARGV[3]) end
return 1
`);

/** KEYS lease. ARGV the held lease, lease life (ms). */
export const renewScript = new RedisScript<number>(`
local lease = redis.call('GET', KEYS[1])
if lease == ARGV[1] or lease == ARGV[1] .. '|' then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return 0
`);

/** KEYS record, fence. ARGV channel, notice. Needs no memory, so that it works in a server that is full. */
export const invalidateScript = new RedisScript<number>(`
redis.call('UNLINK', KEYS[1], KEYS[2])
return redis.call('PUBLISH', ARGV[1], ARGV[2])
`);

export const fillScripts = [beginScript, keepScript, abandonScript, renewScript, invalidateScript] as const;
