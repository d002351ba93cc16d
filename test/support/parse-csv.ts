/** Reads comma-separated values as RFC 4180 describes them, every line ending in CRLF; throws at what it does not. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  let rest = text;
  for (;;) {
    const [written] = /^(?:"(?:[^"]|"")*"|[^",\r\n]*)/.exec(rest) ?? [''];
    rows.at(-1)?.push(written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written);
    rest = rest.slice(written.length);
    if (rest === '\r\n') return rows;
    if (rest.startsWith('\r\n')) rows.push([]);
    else if (!rest.startsWith(',')) throw new Error(`No CSV: ${JSON.stringify(rest.slice(0, 40))}`);
    rest = rest.slice(rest.startsWith(',') ? 1 : 2);
  }
}
