import type { Exchange } from '../exchange.ts';
import type { ForwardReason, Found } from '../http-cache/decide.ts';

/** A GET that the cache could not answer alone. */
export interface Wanted {
  readonly exchange: Exchange;
  readonly key: string;
  readonly found: Found;
  readonly reason: ForwardReason;
  /** Whether the origin is to be asked if what was found still holds, and not for a response. */
  readonly validates: boolean;
  /** How often it has waited for the answer to another's request and got none. */
  readonly disappointments: number;
  /** How long it took to find out what is stored. */
  readonly waitedMs?: number | undefined;
}
