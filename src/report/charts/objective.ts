import type { TopLevelSpec } from 'vega-lite';
import { numberExpression } from './axis-labels.ts';
import type { Layer } from './chart.ts';
import { notesTop, type Panels, panelTop, panelY, type VerticalScale } from './panels.ts';
import { emphasis } from './strategy-channels.ts';

/** A bound on a latency that the reader moves, and what it would mean for each strategy. */
export interface Objective {
  /** What is bound, as `99th percentile response time`. */
  readonly figure: string;
  readonly unit: 'µs' | 'ms' | 's';
  /** µs in that unit. */
  readonly unitUs: number;
  /** At first; in the unit. */
  readonly value: number;
}

const units = [
  { unit: 'µs', unitUs: 1, below: 1e3 },
  { unit: 'ms', unitUs: 1e3, below: 10e6 },
  { unit: 's', unitUs: 1e6, below: Number.POSITIVE_INFINITY },
] as const;

/** In a unit that fits all the latencies (µs, positive); at first as given, or in their middle. */
export function objectiveFor(figure: string, latenciesUs: readonly number[], givenUs?: number): Objective {
  const [low, high] = [Math.min(...latenciesUs), Math.max(...latenciesUs, givenUs ?? 0)];
  const { unit, unitUs } = units.find(({ below }) => high < below) as (typeof units)[number];
  const value = givenUs === undefined ? nearestRound(Math.sqrt(low * high) / unitUs) : givenUs / unitUs;
  return { figure, unit, unitUs, value };
}

/** To the next of 1, 2, 5, 10, 20 … */
function roundUp(value: number): number {
  const decade = 10 ** Math.floor(Math.log10(value));
  return Number((([1, 2, 5, 10].find((each) => each * decade >= value) ?? 10) * decade).toPrecision(1));
}

function nearestRound(value: number): number {
  const above = roundUp(value);
  const decade = 10 ** Math.floor(Math.log10(value));
  const below = ([5, 2, 1].find((each) => each * decade <= value) ?? 1) * decade;
  return Number((above / value < value / below ? above : below).toPrecision(1));
}

/** Of the slider, from one end of the axis to the other. */
const sliderSteps = 400;

/**
 * The slider, along the same scale as the axis: a step of it is as far on the drawing everywhere. It holds a place from 0 to 400, which
 * the page shows as the objective that it stands for (client/say-objective.ts). Without JavaScript the objective stays where it is first.
 */
export function objectiveParam(
  { figure, unit, unitUs, value }: Objective,
  { isLog, low, high }: VerticalScale,
): NonNullable<TopLevelSpec['params']> {
  const share = isLog
    ? Math.log((value * unitUs) / low) / Math.log(high / low)
    : (value * unitUs - low) / (high - low);
  const first = Math.round(sliderSteps * Math.min(1, Math.max(0, share)));
  const along = `objectivePlace / ${sliderSteps}`;
  const there = isLog
    ? `${low / unitUs} * pow(${high / low}, ${along})`
    : `${low / unitUs} + ${(high - low) / unitUs} * ${along}`;
  return [
    {
      name: 'objectivePlace',
      value: first,
      bind: { input: 'range', name: `Objective for the ${figure}:`, min: 0, max: sliderSteps, step: 1 },
    },
    {
      name: 'objective',
      expr: `objectivePlace === ${first} ? ${value} : toNumber(format(${there}, '.3r'))`,
    },
    { name: 'objectiveText', expr: `format(objective, ',~r') + ' ${unit}'` },
  ];
}

/** A rule across each panel where the objective lies, with its value. */
export function objectiveLayers(panels: Panels, scale: VerticalScale, { unitUs }: Objective): Layer[] {
  const of = (expression: string): string => (scale.isLog ? `log(${expression})` : expression);
  const [low, high] = [scale.low, scale.high].map((end) => (scale.isLog ? Math.log(end) : end)) as [
    number,
    number,
  ];
  const share = `(${of(`clamp(objective * ${unitUs}, ${scale.low}, ${scale.high})`)} - ${low}) / ${high - low}`;
  const data = { values: panels.titles.map((_, panel) => ({ top: panelTop(panels, panel) })) };
  const transform = [
    { calculate: `datum.top + ${panels.plotHeight} * (1 - ${share})`, as: 'y' },
    { calculate: "'objective: ' + objectiveText", as: 'text' },
  ];
  const y = panelY(panels);
  return [
    {
      data,
      transform,
      layer: [
        {
          mark: { type: 'rule', strokeWidth: 1.5, strokeDash: [7, 4], color: 'var(--chart-text)' },
          encoding: { x: { value: 0 }, x2: { value: 'width' }, y },
        },
        {
          mark: { type: 'text', align: 'right', baseline: 'bottom', dy: -3, fontWeight: 600 },
          encoding: { x: { value: 'width' }, y, text: { field: 'text', type: 'nominal' } },
        },
      ],
    },
  ];
}

/** A rate at which a strategy was tried. */
export interface TriedRate {
  readonly panel: number;
  readonly strategy: string;
  readonly perSecond: number;
  /** µs; undefined where nothing valid was measured at it, which holds no objective. */
  readonly latencyUs: number | undefined;
}

/** In px, from one strategy's line to the next. */
export const heldLineHeight = 18;

/** For each strategy of each panel, in words, up to which of the tried rates it keeps the objective: that, and every lower one. */
export function heldLayers(panels: Panels, tried: readonly TriedRate[], { unitUs }: Objective): Layer[] {
  const rows = new Map<string, string[]>();
  const values = tried.map(({ panel, strategy, perSecond }) => {
    const names = rows.get(`${panel}`) ?? [];
    if (!names.includes(strategy)) names.push(strategy);
    rows.set(`${panel}`, names);
    return {
      strategy,
      perSecond,
      worst: worstUpTo(tried, panel, strategy, perSecond) / unitUs,
      y: notesTop(panels, panel) + (names.indexOf(strategy) + 0.5) * heldLineHeight,
    };
  });
  return [
    {
      data: { values },
      transform: [
        { calculate: 'datum.worst <= objective ? datum.perSecond : 0', as: 'held' },
        {
          aggregate: [
            { op: 'max', field: 'held', as: 'most' },
            { op: 'max', field: 'perSecond', as: 'highest' },
          ],
          groupby: ['strategy', 'y'],
        },
        {
          calculate: `datum.strategy + (datum.most === 0 ? ' keeps it at no rate that was tried' : ' keeps it up to ' + ${numberExpression('datum.most')} + '/s' + (datum.most === datum.highest ? ', the highest tried' : ''))`,
          as: 'text',
        },
      ],
      mark: { type: 'text', align: 'left', baseline: 'middle', limit: { expr: 'width' } },
      encoding: {
        x: { value: 0 },
        y: panelY(panels),
        text: { field: 'text', type: 'nominal' },
        opacity: emphasis(),
      },
    },
  ];
}

/** More than any slider reaches; JSON has no infinity. */
const beyondAll = 1e15;

function worstUpTo(tried: readonly TriedRate[], panel: number, strategy: string, perSecond: number): number {
  const below = tried.filter(
    (other) => other.panel === panel && other.strategy === strategy && other.perSecond <= perSecond,
  );
  return Math.max(...below.map(({ latencyUs }) => latencyUs ?? beyondAll));
}
