import type { Capacity } from '../../results/capacity.ts';
import { formatDuration } from '../../support/units.ts';
import { answerFigures, answerPage, timeInWords } from '../html/answer-page.ts';
import type { ClientScript } from '../html/document.ts';
import { plainTable } from '../tables/data-table.ts';
import { counted } from '../wording.ts';
import { capacityFinding, capacityNotices } from './capacity-finding.ts';
import { buildCapacityModel, objectiveInWords } from './capacity-model.ts';
import { capacityTable, rateInWords } from './capacity-report.ts';
import { probeChart } from './probe-chart.ts';

/** What a search for capacity found → one HTML page. */
export async function renderCapacityPage(capacity: Capacity, script: ClientScript): Promise<string> {
  const model = buildCapacityModel(capacity);
  const { scenario, objective, strategies, generator } = capacity;
  const probes = strategies.reduce((sum, strategy) => sum + strategy.probes.length, 0);
  const metrics = objective.filter(
    (bound, place) => objective.findIndex(({ metric }) => metric === bound.metric) === place,
  );
  const figures = await answerFigures(metrics.map(probeChart), model);
  const page = {
    kind: 'measured' as const,
    masthead: `gatebench · ${scenario.name} · capacity, ${timeInWords(capacity.startedAt)} · ${counted(probes, 'probe')}`,
    question: scenario.question || scenario.name,
    notices: capacityNotices(model),
    finding: capacityFinding(model),
    tables: [
      { id: 'capacity', question: 'Which rate does each strategy bear?', table: capacityTable(capacity) },
      { id: 'limits', question: 'What was at its limit where it broke?', table: limitsTable(capacity) },
    ],
    figures,
    method: methodOf(capacity),
    source: scenario.source,
    command: capacity.command,
    footer: `Capacity ${capacity.capacityId}. Made by gatebench ${generator.version} from capacity.json, which holds every figure of this page.`,
  };
  return answerPage(page, script);
}

function limitsTable({ strategies }: Capacity) {
  const table = plainTable(
    'What had nothing left at the lowest rate that breaks, causes before symptoms',
    ['strategy', 'at', 'part', 'how far'],
    strategies.flatMap(({ name, breaksPerSecond, saturated }) =>
      saturated.map(({ name: part, detail }) => [name, rateInWords(breaksPerSecond), part, detail]),
    ),
  );
  return {
    ...table,
    whenEmpty: 'Nothing that is measured was at its limit at any rate that broke the objective.',
  };
}

function methodOf(capacity: Capacity): string[] {
  return [
    `Of each strategy the highest rate was looked for that keeps ${objectiveInWords(capacity)}. Each probe is a trial of ${formatDuration(capacity.trialUs)} in fresh processes, after its warm-up; faults of the scenario were left out.`,
    'The search began at half of what a closed loop answered. Rates doubled, or halved, until one held and one broke; then the distance was halved in the logarithm until it was 5 %. The two rates that decide need two agreeing probes out of at most three. Probes in which the load generator itself was late are void, and three of them at a rate end the search there.',
    'At its limit: a process that took more than 90 % of a core, or whose event loop was busy for more than 90 % of the time; a simulated backend with more than 90 % of its places in use; connections, where more than 5 % of the requests had to wait for one.',
    'A rate that holds in two short probes may still break in an hour: what fills up slowly, such as memory or a disk, is not seen.',
  ];
}
