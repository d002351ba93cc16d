import type { PurgeLog } from '../purge/purge-log.ts';
import { everythingName, mostPurgedNames, PurgeTable } from '../purge/purge-table.ts';
import type { Notice } from './notice.ts';
import type { RedisKeys } from './redis-keys.ts';
import type { RedisLink } from './redis-link.ts';
import { RedisScript } from './redis-script.ts';

/** No record is kept longer than this, and what was purged is remembered for longer. */
export const longestKeptMs = 30 * 24 * 3600e3;
const rememberedMs = longestKeptMs + 24 * 3600e3;

/**
 * Begins each script. The sequence is the time in µs, so that it goes on growing in a server that has lost everything.
 * A record of purges that is not there was lost, or nothing is stored yet: everything counts as purged.
 *
 * KEYS purges, forgotten. ARGV channel, life (ms).
 */
const open = `
local time = redis.call('TIME')
local latest = redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')[2]
local sequence = math.max(time[1] * 1000000 + time[2], tonumber(latest or '0') + 1)
local told = string.format('%.0f', sequence)
local function purge(names, isSoft)
  for _, name in ipairs(names) do redis.call('ZADD', KEYS[1], told, (isSoft and 's' or 'h') .. name) end
  redis.call('PUBLISH', ARGV[1], cjson.encode({kind = 'purged', names = names, soft = isSoft, sequence = told}))
end
if not latest then purge({'${everythingName}'}, false) end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
`;

/** The sequence of the latest purge that is forgotten, and each name with the sequence of its purge, oldest first. */
const loadScript = new RedisScript<string[]>(`${open}
local known = redis.call('ZRANGE', KEYS[1], 0, -1, 'WITHSCORES')
table.insert(known, 1, redis.call('GET', KEYS[2]) or '0')
return known
`);

/** ARGV besides: most names, soft (1 or 0), the names. The sequence of the purge. */
const purgeScript = new RedisScript<string>(`${open}
local names = {}
for at = 5, #ARGV do names[#names + 1] = ARGV[at] end
purge(names, ARGV[4] == '1')
local surplus = redis.call('ZCARD', KEYS[1]) - ARGV[3]
if surplus > 0 then
  local dropped = redis.call('ZPOPMIN', KEYS[1], surplus)
  redis.call('SET', KEYS[2], dropped[#dropped], 'PX', ARGV[2])
end
return told
`);

/** What was purged through any gateway on one Redis: kept there, and known here. */
export class RedisPurges implements PurgeLog {
  readonly table = new PurgeTable();
  readonly #link: RedisLink;
  readonly #keys: RedisKeys;

  constructor(link: RedisLink, keys: RedisKeys) {
    this.#link = link;
    this.#keys = keys;
  }

  async purge(names: readonly string[], soft: boolean): Promise<boolean> {
    const args = [this.#keys.channel, rememberedMs, mostPurgedNames, soft ? 1 : 0, ...names];
    const sequence = await this.#link.ask((redis) => purgeScript.run(redis, this.#names, args));
    if (sequence === undefined) return false;
    this.#note(names, soft, sequence);
    return true;
  }

  /** Another gateway has purged. */
  heard({ names, soft, sequence }: Extract<Notice, { kind: 'purged' }>): void {
    this.#note(names, soft, sequence);
  }

  /** Learns of every purge that is remembered. False: Redis could not be asked. */
  async load(): Promise<boolean> {
    const known = await this.#link.tell((redis) =>
      loadScript.run(redis, this.#names, [this.#keys.channel, rememberedMs]),
    );
    if (known === undefined) return false;
    const [forgotten, ...purged] = known;
    for (let at = 0; at < purged.length; at += 2) {
      const name = purged[at] as string;
      this.#note([name.slice(1)], name.startsWith('s'), purged[at + 1] as string);
    }
    this.table.noteForgotten(Number(forgotten));
    return true;
  }

  get #names(): string[] {
    return [this.#keys.purges, this.#keys.forgottenPurges];
  }

  #note(names: readonly string[], soft: boolean, sequence: string): void {
    this.table.note({ names, soft, sequence: Number(sequence) });
  }
}
