import { formatFactor } from '../../support/units.ts';
import { outlineOf } from '../html/glyph.ts';
import { type Html, html } from '../html/html.ts';
import { seriesStyles } from '../model/series-style.ts';
import { intervalInWords } from '../wording.ts';
import type { CardStrategy } from './card.ts';
import { type Forest, type GalleryEntry, isDrawn } from './gallery-entry.ts';
import { winnersThumbnail } from './winners-thumbnail.ts';

const [width, laneHeight, edge, legendHeight] = [150, 14, 6, 14];
const mostLanes = 6;

export function thumbnail(drawing: NonNullable<GalleryEntry['drawing']>): Html {
  return drawing.kind === 'forest' ? forestThumbnail(drawing) : winnersThumbnail(drawing);
}

const wordsOf = {
  requestsPerSecond: { short: 'requests/s', long: 'Requests per second' },
  p50: { short: 'median', long: 'Median latency' },
  capacity: { short: 'rate it bears', long: 'The highest rate that keeps the objective' },
} as const satisfies Record<Forest['figure'], object>;

/**
 * The ratios of a run's strategies to their baseline with their intervals, on a logarithmic axis that is as wide as they need.
 * Drawn from the card's numbers alone, because a card may come from anyone.
 */
function forestThumbnail({ figure, strategies }: Forest): Html {
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
  return html`<svg class="thumb" viewBox="0 0 ${width} ${whole}" width="${width}" height="${whole}" role="img" aria-label="${inWords(figure, strategies[0], drawn)}"><path class="one" d="M${at(1)},0V${height}"/>${marks}<text x="${edge}" y="${whole - 2}">${wordsOf[figure].short} ÷ baseline’s</text></svg>`;
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
  figure: Forest['figure'],
  baseline: CardStrategy | undefined,
  drawn: readonly CardStrategy[],
): string {
  const ratios = drawn.map(({ name, ratio, low, high }) => {
    const span = low === null || high === null ? '' : ` (${intervalInWords({ low, high }, formatFactor)})`;
    return `${name} ${formatFactor(ratio ?? Number.NaN)}×${span}`;
  });
  return `${wordsOf[figure].long} against ${baseline?.name ?? 'the baseline'}: ${ratios.join(', ')}`;
}
