import { metricFormatter } from '../metric-words.ts';
import { plainTable } from '../tables/data-table.ts';
import { counted } from '../wording.ts';
import type { Bound, CapacityModel } from './capacity-model.ts';
import { rateInWords } from './capacity-report.ts';

type Strategies = CapacityModel['strategies'];

/** What one mark is, how many probes there are, and how to read them. */
export function captionOfProbes(strategies: Strategies, bound: Bound, isMovable: boolean): string {
  const probes = strategies.reduce((sum, strategy) => sum + strategy.probes.length, 0);
  return [
    `Each mark is one probe, a trial in fresh processes with requests offered at that rate (${counted(probes, 'probe')}): a filled circle kept the whole objective, an open diamond broke it, a cross tests nothing, because the load generator did not keep to the rate; without a figure it stands at the top.`,
    'The grey field reaches from the highest rate that holds to the lowest that breaks; the line joins the medians of the probes at each rate.',
    ...(isMovable
      ? [
          `The dashed rule is the bound, which the slider moves; under its name stands the highest probed rate at which, and at every lower one, the median probe keeps the moved bound. That heeds ${bound.metric} alone, and no new probe was made: where the search looked closely was decided by the objective.`,
        ]
      : ['The dashed rule is the bound.']),
  ].join(' ');
}

export function tableOfProbes(strategies: Strategies, { metric }: Bound) {
  const format = metricFormatter(metric);
  return plainTable(
    'The probes, in their order',
    ['strategy', 'offered', metric, 'verdict', 'why', 'at its limit'],
    strategies.flatMap(({ name, probes }) =>
      probes.map(({ ratePerSecond, verdict, reason, figures, saturated }) => [
        name,
        rateInWords(ratePerSecond),
        figures[metric] === undefined ? '–' : format(figures[metric]),
        verdict,
        reason ?? '–',
        saturated.map((limit) => limit.name).join(', ') || '–',
      ]),
    ),
  );
}
