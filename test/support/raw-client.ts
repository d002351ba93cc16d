import { connect } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  /** The header section as it came, without the status line. */
  readonly fields: string;
  readonly body: string;
}

export interface RawExchange {
  /** Final answers and interim ones, in the order of their arrival. */
  readonly answers: readonly RawAnswer[];
  /** Whether the server hung up. */
  readonly isClosed: boolean;
  /** All that came, byte for byte as Latin-1. */
  readonly text: string;
}

/** Longer than any answer of a test takes, and shorter than a test may. */
const patienceMs = 10_000;

/**
 * Sends bytes (as Latin-1) exactly as they are on a connection of their own. Settles when so many final answers have come
 * whole, or the server has hung up.
 * @throws where neither happens
 */
export function sendRaw(
  origin: string,
  bytes: string,
  finalAnswers = Number.POSITIVE_INFINITY,
): Promise<RawExchange> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(Number(port), hostname);
    const settle = (isClosed: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ answers: parseAnswers(text), isClosed, text });
    };
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new Error(`The server neither answered whole nor hung up: ${JSON.stringify(text)}`));
    }, patienceMs);
    socket.on('data', (piece) => {
      text += piece.toString('latin1');
      if (parseAnswers(text).filter(({ status }) => status >= 200).length >= finalAnswers) settle(false);
    });
    // A reset is a way to hang up as well.
    socket.on('error', () => {});
    socket.on('close', () => settle(true));
    socket.write(Buffer.from(bytes, 'latin1'));
  });
}

const headShape = /^HTTP\/1\.1 (\d{3})[^\r\n]*\r\n((?:[^\r\n]+\r\n)*)\r\n/;

/** The answers that are whole. Bodies have a length, or end with the text. */
function parseAnswers(text: string): RawAnswer[] {
  const answers: RawAnswer[] = [];
  let rest = text;
  for (;;) {
    const [head, statusText, fields = ''] = headShape.exec(rest) ?? [];
    if (head === undefined) return answers;
    const status = Number(statusText);
    const lengthText = /^content-length: (\d+)$/im.exec(fields)?.[1];
    const length = status < 200 || status === 204 || status === 304 ? 0 : Number(lengthText ?? Number.NaN);
    const body = Number.isNaN(length)
      ? rest.slice(head.length)
      : rest.slice(head.length, head.length + length);
    if (body.length < length) return answers;
    answers.push({ status, fields, body });
    rest = rest.slice(head.length + body.length);
  }
}
