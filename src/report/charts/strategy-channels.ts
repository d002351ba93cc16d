import type { StrategyModel } from '../model/run-model.ts';

/**
 * Colour, shape and dash of a datum's `strategy`. Every chart takes its channels from here, for all strategies of the
 * run, so that a strategy looks the same everywhere. Legends are the page's business, which can wrap them.
 */
export function strategyChannels(strategies: readonly StrategyModel[]) {
  const domain = strategies.map(({ name }) => name);
  const channel = <Value>(range: readonly Value[]) =>
    ({ field: 'strategy', type: 'nominal', scale: { domain, range: [...range] }, legend: null }) as const;
  return {
    color: channel(strategies.map(({ style }) => style.colour)),
    shape: channel(strategies.map(({ style }) => style.shape)),
    strokeDash: channel(strategies.map(({ style }) => [...style.dash])),
  };
}
