import type { Backend, Route } from '../../scenario/scenario.ts';
import type { Stored } from '../model/stored.ts';

/** How many bytes an answer's record is without its body, as gateway/store/record-codec.ts writes it. */
export type HeadBytes = (stored: Stored) => number;

/** Before the text. */
const numbersBytes = 80;
/** As in `Tue, 24 Nov 2026 03:00:00 GMT`. */
const dateLength = 29;
/** As in `http://127.0.0.1:40001`: ports that a system chooses have five digits. */
const originLength = 22;
/** Less the whole milliseconds: as in `intended;dur=.000, delay;dur=.000, queue;dur=0.000`. */
const timingLength = 50;

/** Of the answers on this route, with the fields that its backend sends. */
export function headBytesOf(route: Route, backend: Backend): HeadBytes {
  const headers = { 'content-type': 'text/plain; charset=utf-8', ...route.headers };
  const fixed = [
    ...Object.entries(headers).map(([name, value]) => fieldLength(name, value.length)),
    fieldLength('date', dateLength),
    ...(backend.lastModified ? [fieldLength('last-modified', dateLength), dateLength + 1] : []),
  ];
  const fixedBytes = numbersBytes + 1 + fixed.reduce((sum, bytes) => sum + bytes, 0);
  return ({ status, bodyBytes, writes, changes, fetchUs }) => {
    const bodyDigits = digits(bodyBytes);
    const timingBytes = fieldLength('server-timing', timingLength + 2 * digits(Math.floor(fetchUs / 1e3)));
    if (status !== 200) return errorBytes + bodyDigits + timingBytes;
    const versionDigits = digits(1 + writes + changes);
    // As in `"v12-1024"`, once as a field and once beside the fields.
    const etagLength = 4 + versionDigits + bodyDigits;
    return (
      fixedBytes +
      timingBytes +
      fieldLength('content-length', bodyDigits) +
      fieldLength('gatebench-version', versionDigits) +
      (backend.changeEveryUs === undefined ? 0 : fieldLength('gatebench-changes', digits(changes))) +
      (backend.etag ? fieldLength('etag', etagLength) + etagLength + 1 : 0)
    );
  };
}

/** The length of the key under which a gateway stores what is at this target; see gateway/http-cache/cache-key.ts. */
export function keyLength(target: string): number {
  return '3:GET'.length + '22:'.length + originLength + target.length;
}

const errorBytes =
  numbersBytes +
  1 +
  fieldLength('content-type', 'text/plain; charset=utf-8'.length) +
  fieldLength('content-length', 0) +
  fieldLength('date', dateLength);

/** Name and value, each on a line of its own. */
function fieldLength(name: string, valueLength: number): number {
  return name.length + 1 + valueLength + 1;
}

function digits(count: number): number {
  return count < 10 ? 1 : Math.floor(Math.log10(count)) + 1;
}
