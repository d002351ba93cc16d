import type { RequestListener } from 'node:http';

/** What an echo origin tells of a request, in the body of its answer. */
export interface Echoed {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An origin that anyone may cache, and that reflects all of a request: whatever the gateway lets through shows. */
export function echo(
  fields: Readonly<Record<string, string>> = { 'cache-control': 'max-age=60' },
): RequestListener {
  return (request, response) => {
    let body = '';
    request.setEncoding('latin1').on('data', (piece: string) => {
      body += piece;
    });
    request.on('end', () => {
      const { method, url, headers } = request;
      const text = JSON.stringify({ method, url, headers, body });
      response.writeHead(200, { ...fields, 'content-length': String(Buffer.byteLength(text)) });
      response.end(text);
    });
  };
}

export function echoed({ body }: { readonly body: string }): Echoed {
  return JSON.parse(body);
}
