import type { HeaderFields } from './header-fields.ts';

/** An answer as it came from an origin: its status and its end-to-end fields, Date among them. */
export interface ReceivedResponse {
  readonly status: number;
  readonly headers: HeaderFields;
  /** When the request was sent; µs since 1970. */
  readonly requestedAtUs: number;
  /** When its header section arrived; µs since 1970. */
  readonly receivedAtUs: number;
}
