import type { IncomingMessage, ServerResponse } from 'node:http';
import { createSampler } from '../support/distribution.ts';
import { isWrite } from '../support/is-write.ts';
import { machineNowUs, machineOffsetUs } from '../support/machine-clock.ts';
import { createRandom, deriveSeed } from '../support/random.ts';
import { type Answer, createAnswers, simulatedError } from './answer.ts';
import { countAnswer, reportCounts, startCounts, type Timing } from './backend-counts.ts';
import { createDelay } from './delay.ts';
import type { BackendConfig, BackendReport, BackendTrouble } from './messages.ts';
import { ServiceQueue } from './service-queue.ts';

export interface Service {
  receive(request: IncomingMessage, response: ServerResponse): void;
  /** Begins counting anew; resources keep their versions. */
  reset(): void;
  report(): BackendReport;
  /** Is slower, and fails more often, than its model says. */
  disturb(trouble: Pick<BackendTrouble, 'extraDelayUs' | 'errorRatio'>): void;
}

const processTimers = {
  nowUs,
  set(callback: () => void, milliseconds: number): () => void {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};

/**
 * The life of each request: it waits for a free place, is served for as long as the latency model says, and is answered.
 * @throws UsageError for a route that cannot be
 */
export function createService(config: BackendConfig): Service {
  const answerTo = createAnswers(config, Date.now());
  const latencySeed = deriveSeed(config.seed, config.name, 'latency');
  const drawLatencyUs = createSampler(config.latencyUs, createRandom(latencySeed));
  // Of its own, so that what comes after a fault is the same as without it.
  const faultChance = createRandom(deriveSeed(config.seed, config.name, 'fault'));
  let trouble = { extraDelayUs: 0, errorRatio: 0 };
  const queue = new ServiceQueue(config.capacity ?? Number.POSITIVE_INFINITY);
  const delay = createDelay(processTimers);
  const offsetUs = machineOffsetUs();
  let counts = startCounts(machineNowUs());

  function receive(request: IncomingMessage, response: ServerResponse): void {
    const { method = 'GET', url: target = '/', headers } = request;
    let enteredAtUs = Number.NaN;
    let cancelDelay = (): void => {};
    const visit = {
      begin(): void {
        const queueUs = nowUs() - enteredAtUs;
        const intendedUs = drawLatencyUs() + trouble.extraDelayUs;
        cancelDelay = delay(intendedUs, (actualUs) => {
          const now = { wallMs: Date.now(), machineUs: machineNowUs() };
          const question = { method, target, headers };
          const fails = trouble.errorRatio > 0 && faultChance() < trouble.errorRatio;
          const answer = fails ? simulatedError(question) : answerTo(question, now);
          const timing = { intendedUs, actualUs, queueUs };
          countAnswer(counts, answer, timing);
          send(response, answer, timing);
          queue.leave(visit);
        });
      },
    };
    const enter = (): void => {
      enteredAtUs = nowUs();
      queue.enter(visit);
    };
    counts.calls += 1;
    counts.arrivals.record(nowUs() + offsetUs);
    // Also where the client went away: it then takes nobody else's place.
    response.once('close', () => {
      cancelDelay();
      queue.leave(visit);
    });
    // A write that did not arrive in full must not take effect.
    if (isWrite(method)) request.once('end', enter).resume();
    else enter();
  }

  return {
    receive,
    reset() {
      counts = startCounts(machineNowUs());
    },
    report: () => reportCounts(counts),
    disturb({ extraDelayUs, errorRatio }) {
      trouble = { extraDelayUs, errorRatio };
    },
  };
}

function send(response: ServerResponse, { status, headers, body }: Answer, timing: Timing): void {
  response.writeHead(status, { ...headers, 'server-timing': serverTiming(timing) });
  // Node corks the socket until the end of this turn of the event loop, so that all pieces leave together.
  for (const piece of body) response.write(piece);
  response.end();
}

/** The Server-Timing header (W3C Server Timing), in ms. */
function serverTiming({ intendedUs, actualUs, queueUs }: Timing): string {
  const ms = (us: number): string => (us / 1000).toFixed(3);
  return `intended;dur=${ms(intendedUs)}, delay;dur=${ms(actualUs)}, queue;dur=${ms(queueUs)}`;
}

function nowUs(): number {
  return performance.now() * 1000;
}
