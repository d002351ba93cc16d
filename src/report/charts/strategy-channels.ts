import type { LegendEntry } from './chart.ts';

/**
 * Colour, shape and dash of a datum's `strategy`. Every chart takes its channels from here, for all strategies of the
 * run, so that a strategy looks the same everywhere. Legends are the page's business, which can wrap them.
 */
export function strategyChannels(strategies: readonly LegendEntry[]) {
  const domain = strategies.map(({ name }) => name);
  const channel = <Value>(range: readonly Value[]) =>
    ({ field: 'strategy', type: 'nominal', scale: { domain, range: [...range] }, legend: null }) as const;
  return {
    color: channel(strategies.map(({ style }) => style.colour)),
    shape: channel(strategies.map(({ style }) => style.shape)),
    strokeDash: channel(strategies.map(({ style }) => [...style.dash])),
  };
}

/**
 * The opacity of a datum's mark: as given, and far less while the reader has picked another strategy; text only half, so
 * that it can still be read. What belongs to no strategy stays. The page sets the parameter `picked` of every chart at once (client/pick-strategy.ts); until then it is
 * empty, and nothing recedes.
 */
export function emphasis(opacity = 1, mark: 'shape' | 'text' = 'shape') {
  return {
    condition: {
      test: "picked !== '' && isValid(datum.strategy) && picked !== datum.strategy",
      value: receded[mark] * opacity,
    },
    value: opacity,
  } as const;
}

const receded = { shape: 0.12, text: 0.5 };
