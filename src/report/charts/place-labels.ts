/** A point of a drawing that is as wide as its container, with the text that is to stand beside it. */
export interface LabelledPoint {
  /** From the left, as a share of the width; 0–1. */
  readonly across: number;
  /** From the top, in px. */
  readonly down: number;
  /** Of its text, in px. */
  readonly width: number;
}

/** Where a text stands, seen from its point, as a text mark takes it. */
export interface LabelPlace {
  readonly align: 'left' | 'right';
  readonly dx: number;
  readonly dy: number;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Beside the upright and the level line through a point, where intervals are drawn, before on them. */
const places: readonly LabelPlace[] = [
  { align: 'left', dx: 7, dy: -13 },
  { align: 'left', dx: 7, dy: 13 },
  { align: 'right', dx: -7, dy: -13 },
  { align: 'right', dx: -7, dy: 13 },
  { align: 'left', dx: 11, dy: 0 },
  { align: 'right', dx: -11, dy: 0 },
];

const halfLine = 8;
const halfPoint = 5;

/** As wide as drawings are between axis and margin: on a phone, on a tablet, beside a text, on a wide page. */
const usualWidths = [270, 420, 620, 980];

/**
 * A place for each text at which, at any usual width, it covers no other text and no point, and stays in the drawing; undefined
 * where there is none, and a legend has to tell the points apart.
 */
export function placeLabels(points: readonly LabelledPoint[], height: number): LabelPlace[] | undefined {
  const fits = (placed: readonly LabelPlace[]): boolean => {
    const last = placed.length - 1;
    const [point, place] = [points[last], placed[last]];
    if (point === undefined || place === undefined) return true;
    return usualWidths.every((width) => {
      const box = boxOf(point, place, width);
      const others = placed.slice(0, -1).flatMap((other, index) => {
        const owner = points[index];
        return owner === undefined ? [] : [boxOf(owner, other, width)];
      });
      return (
        box.left >= 0 &&
        box.right <= width &&
        box.top >= 0 &&
        box.bottom <= height &&
        ![...others, ...points.map((each) => markOf(each, width))].some((other) => overlap(box, other))
      );
    });
  };
  return placeNext([], points.length, fits);
}

/** Depth first; a place that covers something is not pursued. */
function placeNext(
  placed: readonly LabelPlace[],
  count: number,
  fits: (placed: readonly LabelPlace[]) => boolean,
): LabelPlace[] | undefined {
  if (placed.length === count) return [...placed];
  for (const place of places) {
    const next = [...placed, place];
    const all = fits(next) ? placeNext(next, count, fits) : undefined;
    if (all !== undefined) return all;
  }
  return undefined;
}

function boxOf(
  { across, down, width: text }: LabelledPoint,
  { align, dx, dy }: LabelPlace,
  width: number,
): Box {
  const anchor = across * width + dx;
  const left = align === 'left' ? anchor : anchor - text;
  return { left, right: left + text, top: down + dy - halfLine, bottom: down + dy + halfLine };
}

function markOf({ across, down }: LabelledPoint, width: number): Box {
  const [x, y] = [across * width, down];
  return { left: x - halfPoint, right: x + halfPoint, top: y - halfPoint, bottom: y + halfPoint };
}

function overlap(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
