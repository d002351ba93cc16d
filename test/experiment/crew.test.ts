import { describe, expect, it, onTestFinished } from 'vitest';
import type { BackendCalls } from '../../src/backend/messages.ts';
import { ChildFailure } from '../../src/experiment/child.ts';
import { Crew } from '../../src/experiment/crew.ts';
import { startDeadlineUs } from '../../src/experiment/deadlines.ts';
import { aBackend } from '../support/a-backend.ts';

function aCrew() {
  const crew = new Crew();
  onTestFinished(() => crew.dismiss());
  const hire = async (name: string) => {
    const child = crew.hire<BackendCalls>(name, 'backend/backend-process.js');
    await child.call('start', aBackend(), startDeadlineUs);
    const { resources } = await child.call('report', undefined, startDeadlineUs);
    return { child, pid: resources.pid };
  };
  return { crew, hire };
}

const forever = () => new Promise<never>(() => {});

describe('a crew', () => {
  it('gives up the work when a process ends that was hired after the work began', async () => {
    const { crew, hire } = aCrew();
    await hire('the first');
    const work = crew.unlessOneFails(forever());
    work.catch(() => {});
    const { pid } = await hire('the second');
    process.kill(pid, 'SIGKILL');
    await expect(work).rejects.toThrow('the second ended unexpectedly by SIGKILL');
  });

  it('does not mind that a process ends which it was told to dismiss', async () => {
    const { crew, hire } = aCrew();
    const { child } = await hire('the first');
    const work = crew.unlessOneFails(hire('its replacement').then(() => child.dismiss()));
    await expect(work).resolves.toBeUndefined();
    await expect(crew.unlessOneFails(Promise.resolve('done'))).resolves.toBe('done');
  });

  it('hires nobody after it was dismissed', async () => {
    const { crew, hire } = aCrew();
    await hire('the first');
    await crew.dismiss();
    expect(() => crew.hire('the second', 'backend/backend-process.js')).toThrow(ChildFailure);
  });
});
