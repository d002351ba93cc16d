import { type ClientRequest, get, type IncomingMessage } from 'node:http';

export interface SseReader {
  readonly response: IncomingMessage;
  /** All events so far: their data, parsed. */
  readonly events: readonly { readonly id: string; readonly data: never }[];
  /** Lines that begin with a colon, and the time to wait before connecting again. */
  readonly comments: readonly string[];
  readonly retryMs: number | undefined;
  /** Resolves when the server has closed the stream. */
  readonly closed: Promise<void>;
  close(): void;
}

/** Reads server-sent events as the HTML Standard (§9.2.6) says, over a connection of its own. */
export async function readEvents(
  url: string,
  headers: Readonly<Record<string, string>> = {},
  onEvent: (data: never) => void = () => {},
): Promise<SseReader> {
  let request: ClientRequest | undefined;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request = get(url, { agent: false, headers }, resolve).on('error', reject);
  });
  const events: { id: string; data: never }[] = [];
  const comments: string[] = [];
  const reader = { retryMs: undefined as number | undefined };
  let rest = '';
  response.setEncoding('utf8');
  response.on('data', (text: string) => {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const lines = block.split('\n');
      const field = (name: string) =>
        lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
      comments.push(...lines.filter((line) => line.startsWith(':')));
      const retry = field('retry');
      if (retry !== undefined) reader.retryMs = Number(retry);
      const data = field('data');
      if (data === undefined) continue;
      events.push({ id: field('id') ?? '', data: JSON.parse(data) as never });
      onEvent(events.at(-1)?.data as never);
    }
  });
  response.on('error', () => {});
  const closed = new Promise<void>((resolve) => response.on('close', resolve));
  return Object.assign(reader, {
    response,
    events,
    comments,
    closed,
    close: () => void request?.destroy(),
  });
}
