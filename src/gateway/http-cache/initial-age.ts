import { fieldValue } from './header-fields.ts';
import { parseHttpDate } from './http-date.ts';
import type { ReceivedResponse } from './received-response.ts';

/** How old a response was on arrival, in µs: `corrected_initial_age` of RFC 9111 §4.2.3. */
export function initialAgeUs({ headers, requestedAtUs, receivedAtUs }: ReceivedResponse): number {
  const dateUs = parseHttpDate(fieldValue(headers, 'date') ?? '', receivedAtUs) ?? receivedAtUs;
  // Date counts whole seconds, so the fraction of our own must not pass for age.
  const apparentAgeUs = Math.max(0, Math.floor(receivedAtUs / 1e6) * 1e6 - dateUs);
  const correctedAgeUs = ageValueUs(fieldValue(headers, 'age')) + (receivedAtUs - requestedAtUs);
  return Math.max(apparentAgeUs, correctedAgeUs);
}

/** RFC 9111 §5.1: of several members the first counts, and what is no number is ignored. */
function ageValueUs(age: string | undefined): number {
  const [, digits] = /^\s*(\d+)\s*(?:,|$)/.exec(age ?? '') ?? [];
  return digits === undefined ? 0 : Math.min(Number(digits), 2 ** 31) * 1e6;
}
