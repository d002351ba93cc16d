import { describe, expect, it } from 'vitest';
import { ScheduleRecorder } from '../../src/measure/schedule-recorder.ts';
import { pacedTimes } from '../../src/workload/arrivals/paced-times.ts';
import type { Workload } from '../../src/workload/workload.ts';
import { run, serve } from './run-phase.ts';

const steadily = (rate: number) => pacedTimes([{ from: rate, to: rate, durationUs: undefined }]);

/** Users 0, 0, 1, 1, 2, 2 … of six in turn, each of whom asks for what bears its number. */
function usersInTurn(count: number): Workload {
  let sent = 0;
  return {
    next: () => {
      if (sent === count) return undefined;
      const user = Math.floor(sent / 2) % 6;
      sent += 1;
      return { method: 'GET', target: `/users/${user}`, bodyBytes: undefined, user };
    },
  };
}

/** So many nodes, each with what was asked of it. */
async function nodes(count: number) {
  const asked = Array.from({ length: count }, (): string[] => []);
  const origins = await Promise.all(
    asked.map((targets) =>
      serve((request, response) => {
        targets.push(request.url ?? '');
        response.end('ok');
      }),
    ),
  );
  return { asked, origins };
}

const loops = {
  closed: () => ({ plan: undefined }),
  open: () => ({ plan: { times: steadily(400), schedule: new ScheduleRecorder(5000) } }),
};

describe.each(['closed', 'open'] as const)('the balance of a loop that is %s', (kind) => {
  it('keeps each user at one node when sticky', async () => {
    const { asked, origins } = await nodes(3);
    const { requests } = await run(origins, usersInTurn(60), { ...loops[kind](), balance: 'sticky' });
    expect(requests).toMatchObject({ offered: 60, completed: 60 });
    expect(asked.map((targets) => [...new Set(targets)].sort())).toEqual([
      ['/users/0', '/users/3'],
      ['/users/1', '/users/4'],
      ['/users/2', '/users/5'],
    ]);
  });

  it('goes to one node after the other in round robin, whoever asks', async () => {
    const { asked, origins } = await nodes(3);
    const { requests } = await run(origins, usersInTurn(60), { ...loops[kind](), balance: 'round-robin' });
    expect(requests).toMatchObject({ offered: 60, completed: 60 });
    expect(asked.map(({ length }) => length)).toEqual([20, 20, 20]);
    expect(new Set(asked[0])).toEqual(new Set(['/users/0', '/users/1', '/users/3', '/users/4']));
  });

  it('has the most under way in all that it may, even where one node gets everything', async () => {
    let [underWay, most] = [0, 0];
    const slow = await serve((_, response) => {
      underWay += 1;
      most = Math.max(most, underWay);
      setTimeout(() => {
        underWay -= 1;
        response.end('ok');
      }, 50);
    });
    const other = await serve((_, response) => response.end('ok'));
    const everybody = usersInTurn(300);
    const workload = {
      next: () => {
        const request = everybody.next();
        return request && { ...request, user: 0 };
      },
    };
    await run([slow, other], workload, { ...loops[kind](), connections: 6, durationUs: 400_000 });
    expect(most).toBe(6);
  });
});
