/** Viridis (van der Walt and Smith, 2015): even steps look even, also to the colour-blind and in grey. From dark to light. */
const stops = [
  '#440154',
  '#482475',
  '#414487',
  '#355f8d',
  '#2a788e',
  '#21918c',
  '#22a884',
  '#44bf70',
  '#7ad151',
  '#bddf26',
  '#fde725',
].map((hex) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)));

export interface Shade {
  /** As `#21918c`. */
  readonly fill: string;
  /** Black or white, whichever stands out more from it; at least 4.5:1 (WCAG 2.2, 1.4.3). */
  readonly ink: '#000' | '#fff';
}

/** The colour of a share, 0 to 1: 0 is dark, 1 is light. */
export function shadeOf(share: number): Shade {
  const place = Math.min(Math.max(share, 0), 1) * (stops.length - 1);
  const lower = Math.min(Math.floor(place), stops.length - 2);
  const [from, to] = [stops[lower], stops[lower + 1]] as [number[], number[]];
  const channels = from.map((channel, at) =>
    Math.round(channel + (place - lower) * ((to[at] ?? 0) - channel)),
  );
  const fill = `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
  // Where both contrasts are alike: (1.05 ÷ (L + 0.05)) = ((L + 0.05) ÷ 0.05).
  return { fill, ink: luminance(channels) > 0.179 ? '#000' : '#fff' };
}

/** Relative luminance (WCAG 2.2) of red, green and blue from 0 to 255. */
function luminance(channels: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = channels.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
