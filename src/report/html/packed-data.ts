import { type Html, html, trusted } from './html.ts';

/**
 * Data for a script to read that would be most of a page if they stood there as they are: JSON, compressed (gzip, RFC 1952), in
 * base64 (RFC 4648). The element is of a type that is not run. `unpacked` reads its text.
 */
export async function packedData(id: string, data: unknown): Promise<Html> {
  const json = new TextEncoder().encode(JSON.stringify(data));
  const packed = await through(new CompressionStream('gzip'), json);
  const letters = Array.from(packed, (byte) => String.fromCharCode(byte)).join('');
  return html`<script type="application/gzip" id="${id}">${trusted(btoa(letters))}</script>`;
}

/** @throws where the text is not what `packedData` wrote */
export async function unpacked(text: string): Promise<unknown> {
  const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const json = await through(new DecompressionStream('gzip'), packed);
  return JSON.parse(new TextDecoder().decode(json));
}

/** Without `Response`, which would read it in a line: in Node its module takes longer to load than all of this to run. */
async function through(
  { readable, writable }: CompressionStream | DecompressionStream,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array> {
  const writer = writable.getWriter();
  const [whole] = await Promise.all([allOf(readable), writer.write(bytes), writer.close()]);
  return whole;
}

async function allOf(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const reader = stream.getReader();
  const parts: Uint8Array[] = [];
  for (let part = await reader.read(); !part.done; part = await reader.read()) parts.push(part.value);
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let filled = 0;
  for (const part of parts) {
    whole.set(part, filled);
    filled += part.length;
  }
  return whole;
}
