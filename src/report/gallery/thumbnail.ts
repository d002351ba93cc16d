import { formatFactor } from '../../support/units.ts';
import { outlineOf } from '../html/glyph.ts';
import { type Html, html } from '../html/html.ts';
import { seriesStyles } from '../model/series-style.ts';
import { intervalInWords } from '../wording.ts';
import type { CardStrategy } from './card.ts';
import { type Forest, isDrawn } from './gallery-entry.ts';

const [width, laneHeight, edge, legendHeight] = [150, 14, 6, 14];
const mostLanes = 6;

/**
 * The ratios of a run's strategies to their baseline with their intervals, on a logarithmic axis that is as wide as they need.
 * Drawn from the card's numbers alone, because a card may come from anyone.
 */
export function thumbnail({ headline, strategies }: Forest): Html {
  const styles = seriesStyles(strategies);
  const drawn = strategies
    .map((strategy, place) => ({ ...strategy, style: styles[place] }))
    .filter(isDrawn)
    .slice(0, mostLanes);
  const at = axisOf(drawn);
  const height = drawn.length * laneHeight;
  const marks = drawn.map(({ ratio, low, high, style }, lane) => {
    const y = lane * laneHeight + laneHeight / 2;
    if (style === undefined) return undefined;
    return html`<path stroke="${style.colour}" d="M${at(low ?? ratio)},${y}H${at(high ?? ratio)}"/><path fill="${style.colour}" transform="translate(${at(ratio)} ${y})" d="${outlineOf(style.shape)}"/>`;
  });
  const whole = height + legendHeight;
  const figure = headline === 'p50' ? 'median ÷ baseline’s' : 'requests/s ÷ baseline’s';
  return html`<svg class="thumb" viewBox="0 0 ${width} ${whole}" width="${width}" height="${whole}" role="img" aria-label="${inWords(headline, strategies[0], drawn)}"><path class="one" d="M${at(1)},0V${height}"/>${marks}<text x="${edge}" y="${whole - 2}">${figure}</text></svg>`;
}

/** From a ratio to px, to a tenth; what lies beyond the axis stands at its end. */
function axisOf(drawn: readonly CardStrategy[]): (ratio: number | null) => number {
  const ends = drawn
    .flatMap(({ ratio, low, high }) => [ratio, low, high])
    .filter((end) => end !== null && end > 0)
    .map((end) => Math.log(Number(end)));
  const [least, most] = [Math.min(-0.1, ...ends), Math.max(0.1, ...ends)];
  return (ratio) => {
    const share = ratio === null || ratio <= 0 ? 0 : (Math.log(ratio) - least) / (most - least);
    return Math.round(10 * (edge + share * (width - 2 * edge))) / 10;
  };
}

function inWords(
  headline: Forest['headline'],
  baseline: CardStrategy | undefined,
  drawn: readonly CardStrategy[],
): string {
  const figure = headline === 'p50' ? 'Median latency' : 'Requests per second';
  const ratios = drawn.map(({ name, ratio, low, high }) => {
    const span = low === null || high === null ? '' : ` (${intervalInWords({ low, high }, formatFactor)})`;
    return `${name} ${formatFactor(ratio ?? Number.NaN)}×${span}`;
  });
  return `${figure} against ${baseline?.name ?? 'the baseline'}: ${ratios.join(', ')}`;
}
