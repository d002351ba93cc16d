import type { Socket } from 'node:net';
import type { Line } from '../support/line.ts';
import type { Clock, Schedule } from './schedule.ts';

/** So much of a connection may be under way in one direction, as within the window of a TCP receiver; then reading stops. */
export const windowBytes = 2 ** 20;

export interface Medium {
  readonly line: Line;
  readonly schedule: Schedule;
  readonly clock: Pick<Clock, 'nowUs'>;
}

/**
 * Carries what one socket says to another along a line: its bytes in their order, its end, and its failure, each as late as the
 * line makes it.
 */
export function pipe(from: Socket, to: Socket, { line, schedule, clock }: Medium): void {
  let underWay = 0;
  let underWayBytes = 0;
  let lastDueUs = 0;

  const carry = (bytes: number, arrive: () => void): void => {
    const nowUs = clock.nowUs();
    lastDueUs = Math.max(lastDueUs, line.send(bytes, nowUs));
    if (underWay === 0 && lastDueUs <= nowUs) {
      arrive();
      return;
    }
    underWay += 1;
    schedule.at(lastDueUs, () => {
      underWay -= 1;
      arrive();
    });
  };
  const waitingBytes = () => underWayBytes + to.writableLength;
  const readOn = (): void => {
    if (from.isPaused() && waitingBytes() <= windowBytes / 2) from.resume();
  };

  from.on('data', (piece: Buffer) => {
    underWayBytes += piece.length;
    carry(piece.length, () => {
      underWayBytes -= piece.length;
      if (to.writable) to.write(piece);
      readOn();
    });
    if (waitingBytes() > windowBytes) from.pause();
  });
  to.on('drain', readOn);
  from.on('end', () => carry(0, () => to.end()));
  // Whatever failed, 'close' follows.
  from.on('error', () => {});
  from.on('close', (hadError) => {
    if (hadError || !from.readableEnded) carry(0, () => to.resetAndDestroy());
  });
}
