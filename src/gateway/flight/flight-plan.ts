import type { ForwardReason } from '../http-cache/decide.ts';
import type { RequestHeaders } from '../http-cache/header-fields.ts';
import { revalidationRequest } from '../http-cache/revalidation.ts';
import type { StoredResponse } from '../http-cache/stored-response.ts';
import type { Destination } from '../route-table.ts';

/** What a flight asks which origin, and for whom. */
export interface FlightPlan {
  /** Equal for requests that the same answer may do for. */
  readonly name: string;
  readonly key: string;
  /** Path and query as they are sent. */
  readonly target: string;
  readonly destination: Destination;
  /** Of the client that leads. */
  readonly headers: RequestHeaders;
  readonly clientAddress: string | undefined;
  readonly reason: ForwardReason;
  /** What is stored but may not be used as it is. */
  readonly stored: StoredResponse | undefined;
  /** Whether the origin is asked if what is stored still holds. */
  readonly validates: boolean;
  /** Whether the answer may be given to other clients while it arrives. */
  readonly isShared: boolean;
  /** Whether it is worth waiting where another gateway is asking already. */
  readonly mayWait: boolean;
  /** How long the client that leads has waited for the store already. */
  readonly waitedMs: number | undefined;
}

/** The fields that the origin is sent, hop-by-hop fields aside. */
export function outgoingFields(
  { headers, stored, isShared }: FlightPlan,
  { validates }: { readonly validates: boolean },
): RequestHeaders {
  if (validates && stored !== undefined) return revalidationRequest(headers, stored);
  // The leader's conditions are not everyone's; they are evaluated here, on the answer.
  if (isShared) return { ...headers, 'if-none-match': undefined, 'if-modified-since': undefined };
  return headers;
}
