import { Agent, type IncomingHttpHeaders, request } from 'node:http';

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Buffer;
  readonly agent?: Agent;
}

export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Statuses and fields of interim answers. */
  readonly interim: readonly number[];
}

/**
 * One request on a connection of its own, its path sent exactly as given.
 * @throws where the answer breaks off
 */
export function ask(origin: string, path: string, asked: Asked = {}): Promise<Answered> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, body, agent = new Agent() } = asked;
    const sent = request({ hostname, port, path, method, headers: headers as never, agent });
    const interim: number[] = [];
    sent.on('information', ({ statusCode }) => interim.push(statusCode));
    sent.on('error', reject);
    sent.on('response', (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('error', reject);
      response.on('end', () => {
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(pieces).toString(),
          interim,
        });
      });
    });
    sent.end(body);
  });
}
