import { performance } from 'node:perf_hooks';
import { abandonScript, beginScript, keepScript } from './fill-scripts.ts';
import { Leases, leaseMs } from './leases.ts';
import { encodeNotice } from './notice.ts';
import type { RecentInvalidations } from './recent-invalidations.ts';
import { encodeRecord } from './record-codec.ts';
import type { RedisKeys } from './redis-keys.ts';
import type { RedisLink } from './redis-link.ts';
import { longestKeptMs } from './redis-purges.ts';
import type { FillOptions, Placement, Ticket } from './store.ts';

/** Writes under way may hold so many bytes; what would exceed it is not written. */
const mostPendingBytes = 32 * 2 ** 20;
/** A fence lives on for this long after the last fill that began. A fill that takes longer is not kept. */
const fenceMs = 300_000;

/** `refused`: an invalidation made it void. `lost`: Redis was not told, or did not say. */
export type KeepOutcome = 'kept' | 'refused' | 'lost';

export interface RedisTicket extends Ticket {
  keep(placements: readonly Placement[], sinceMs?: number): Promise<KeepOutcome>;
}

export interface RedisFillsParts {
  readonly link: RedisLink;
  readonly keys: RedisKeys;
  /** Those that were heard of here; its own also where Redis could not be told. */
  readonly recent: RecentInvalidations;
  /** Of this gateway; never the same twice. */
  readonly name: string;
  /** Whether one gateway asks an origin for all of them. */
  readonly collapse: boolean;
}

interface Flight {
  readonly key: string;
  readonly fence: string;
  readonly leaseName: string;
  /** The lease's value, if this gateway holds it. */
  readonly lease: string;
}

/** Answers of origins on their way into Redis; see `fill-scripts.ts`. */
export class RedisFills {
  readonly #parts: RedisFillsParts;
  readonly #leases: Leases;
  #tokens = 0;
  #pendingBytes = 0;

  constructor(parts: RedisFillsParts) {
    this.#parts = parts;
    this.#leases = new Leases(parts.link);
  }

  async begin(
    key: string,
    flight: string,
    { isShared = true, mayWait = isShared, waitedMs = 0 }: FillOptions,
  ): Promise<RedisTicket> {
    const { link, keys, recent, collapse } = this.#parts;
    const { count } = recent;
    const token = this.#nextToken();
    const leaseName = keys.lease(key, flight);
    const names = [keys.fence(key), leaseName];
    const takesLease = collapse && isShared;
    const args = [token, fenceMs, takesLease ? leaseMs : 0, mayWait ? 1 : 0];
    const sinceMs = performance.now() - waitedMs;
    const begun = await link.ask((redis) => beginScript.run(redis, names, args), sinceMs);
    const isOutdated = (): boolean => recent.since(count, key);
    // What Redis could not be asked about cannot be stored there.
    if (begun === undefined) {
      return { elsewhere: undefined, keep: async () => 'lost', abandon: () => {}, isOutdated };
    }
    const [fence, isHeld] = begun;
    const own: Flight = { key, fence, leaseName, lease: `${fence}|${token}` };
    if (takesLease && isHeld === 0) this.#leases.hold(own);
    return {
      elsewhere: isHeld === 1 && mayWait ? this.#leases.wait(leaseName) : undefined,
      keep: async (placements, sinceMs) => {
        if (!isOutdated()) return this.#keep(own, placements, sinceMs);
        this.#abandon(own);
        return 'refused';
      },
      abandon: () => this.#abandon(own),
      isOutdated,
    };
  }

  /** Another gateway has given a lease back. */
  released(leaseName: string): void {
    this.#leases.released(leaseName);
  }

  close(): void {
    this.#leases.close();
  }

  async #keep(
    flight: Flight,
    placements: readonly Placement[],
    sinceMs: number | undefined,
  ): Promise<KeepOutcome> {
    const { link, keys } = this.#parts;
    const { key, fence, leaseName, lease } = flight;
    const records = placements.map(({ record }) => (record === undefined ? noBytes : encodeRecord(record)));
    const bytes = records.reduce((sum, { byteLength }) => sum + byteLength, 0);
    if (this.#pendingBytes + bytes > mostPendingBytes) {
      this.#abandon(flight);
      return 'lost';
    }
    this.#leases.release(lease);
    const names = [keys.fence(key), leaseName, ...placements.map(({ variant }) => keys.record(key, variant))];
    const variants = placements.flatMap(({ variant }) => variant ?? []);
    const notice = encodeNotice({ kind: 'kept', from: this.#parts.name, key, variants, lease: leaseName });
    const args = placements.flatMap((placement, at) => [records[at] as Buffer, lifeMs(placement)]);
    this.#pendingBytes += bytes;
    const reply = await link.ask(
      (redis) => keepScript.run(redis, names, [lease, fence, keys.channel, notice, ...args]),
      sinceMs,
    );
    this.#pendingBytes -= bytes;
    if (reply === undefined) return 'lost';
    return reply === 1 ? 'kept' : 'refused';
  }

  #abandon({ fence, leaseName, lease }: Flight): void {
    if (!this.#leases.release(lease)) return;
    const { link, keys, name } = this.#parts;
    const notice = encodeNotice({ kind: 'abandoned', from: name, lease: leaseName });
    link.tell((redis) => abandonScript.run(redis, [fence, leaseName], [lease, keys.channel, notice]));
  }

  #nextToken(): string {
    this.#tokens += 1;
    return `${this.#parts.name}.${this.#tokens}`;
  }
}

function lifeMs({ record, usefulForUs }: Placement): number {
  return record === undefined ? 0 : Math.min(longestKeptMs, Math.max(1, Math.ceil(usefulForUs / 1e3)));
}

const noBytes = Buffer.alloc(0);
