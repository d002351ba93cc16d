/**
 * The value of the last header line of that name, which is in lower case; undefined where there is none. `headers` are
 * names, in any case, and values in turn.
 */
export function headerValue(headers: readonly string[], name: string): string | undefined {
  for (let index = headers.length - 2; index >= 0; index -= 2) {
    const candidate = headers[index] as string;
    if (candidate.length === name.length && candidate.toLowerCase() === name) return headers[index + 1];
  }
  return undefined;
}
