/** IMF-fixdate, the only form that may be sent (RFC 9110 §5.6.7), as `Sun, 06 Nov 1994 08:49:37 GMT`. */
export function formatHttpDate(ms: number): string {
  return new Date(ms).toUTCString();
}

const shapes = [
  /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/,
  /^[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/,
];

/** The form of C's asctime names no zone, but means GMT all the same. */
const asctimeShape = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/;

/** Any of the three forms that a recipient must accept, in ms since 1970; undefined for all other text. */
export function parseHttpDate(text: string): number | undefined {
  const isAsctime = asctimeShape.test(text);
  if (!isAsctime && !shapes.some((shape) => shape.test(text))) return undefined;
  const ms = Date.parse(isAsctime ? `${text} GMT` : text);
  return Number.isNaN(ms) ? undefined : ms;
}
