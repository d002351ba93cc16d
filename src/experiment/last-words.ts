import type { Readable } from 'node:stream';

const keptLines = 12;
const keptCharacters = 2000;

/** Remembers the end of what a process printed, to say it when the process dies. */
export class LastWords {
  #text = '';

  listenTo(...streams: readonly (Readable | null)[]): void {
    for (const stream of streams) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        this.#text = (this.#text + chunk).slice(-keptCharacters);
      });
    }
  }

  /** ` Its last words: …`, or nothing if it said nothing. */
  quoted(): string {
    const lines = this.#text.trim().split('\n').slice(-keptLines);
    return lines.join('') === '' ? '' : ` Its last words:\n  ${lines.join('\n  ')}`;
  }
}
