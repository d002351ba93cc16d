import { formatShare } from '../../support/units.ts';
import { arrivalsInWords } from '../arrivals-in-words.ts';
import { metricInWords } from '../metric-words.ts';
import type { RunModel, StrategyModel } from '../model/run-model.ts';
import { counted, listInWords, nameInWords, someInWords } from '../wording.ts';

/** From this share of failed requests on, a strategy's other figures no longer describe what it is meant to do. */
export const noteworthyFailureRatio = 0.01;

/** From this share on, that they failed is the first thing to know. */
export const graveFailureRatio = 0.1;

/** Said of strategies whose requests failed in numbers; undefined where none did. */
export function failureSentence(strategies: readonly StrategyModel[]): string | undefined {
  const failing = strategies.flatMap(({ name, estimates }) => {
    const { value } = estimates.failures;
    return value >= noteworthyFailureRatio
      ? [`${formatShare(value)} of the requests to ${nameInWords(name)}`]
      : [];
  });
  if (failing.length === 0) return undefined;
  return `${someInWords(failing, 3)} failed, so mind that failed requests may be quick ones`;
}

/** What an A/A pair says of all other comparisons; nothing without one. */
export function noiseSentence({ noise, result }: RunModel): string[] {
  if (noise === undefined || noise.floors.length === 0) return [];
  const floors = noise.floors.map(
    ({ metric, floor }) => `${formatShare(floor.smallestEffect)} in ${metricInWords(metric, result)}`,
  );
  const [first] = noise.floors;
  return [
    `On this machine, in this run, differences below ${listInWords(floors)} cannot be seen: ${nameInWords(noise.strategy)} was measured twice, under two ` +
      `names, in each of ${counted(first?.floor.estimate.n ?? 0, 'block')}, and only a larger difference would be found in four of five such runs`,
  ];
}

/** How requests came, which is what latency and throughput mean here. */
export function conditionsSentence({ result: { kind, scenario } }: RunModel): string {
  const { connections, load, network } = scenario;
  const between =
    network.length === 0
      ? ''
      : `. ${kind === 'simulated' ? 'The network:' : 'The network was simulated:'} ${network.join('; ')}`;
  if (load.kind === 'open') {
    return (
      `In open loop: ${arrivalsInWords(load.arrivals)}, over ${counted(connections, 'connection')}, whether or not earlier requests had been answered. ` +
      `Response time counts from the intended send, so waiting for a free connection is part of it${between}`
    );
  }
  return (
    `In a closed loop of ${counted(connections, 'connection')}, ${connections === 1 ? 'which sends' : 'each sending'} its next ` +
    `request when the last is answered: latency is service time, and whatever answers sooner is also asked more${between}`
  );
}
