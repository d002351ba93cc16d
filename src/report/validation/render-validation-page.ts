import { answerFigures, answerPage, timeInWords } from '../html/answer-page.ts';
import type { ClientScript } from '../html/document.ts';
import { simulationInWords } from '../simulation-in-words.ts';
import { capitalised, counted } from '../wording.ts';
import { deviationChart } from './deviation-chart.ts';
import type { Validation } from './validation.ts';
import { validationFinding, validationNotices, validationTable } from './validation-report.ts';

/** One scenario measured and simulated → one HTML page that lays one over the other. */
export async function renderValidationPage(
  validation: Validation,
  command: string,
  script: ClientScript,
): Promise<string> {
  const { measured, simulated, deviations } = validation;
  const { scenario, startedAt, generator, runId } = measured;
  const metrics = [...new Set(deviations.map(({ metric }) => metric))];
  const page = {
    kind: 'measured' as const,
    masthead: `gatebench · ${scenario.name} · validation, ${timeInWords(startedAt)} · ${counted(measured.trials.length, 'measured trial')}`,
    question: 'How near does the simulation of this scenario come to its measurement?',
    notices: validationNotices(validation),
    finding: validationFinding(validation),
    tables: [
      {
        id: 'deviations',
        question: 'How far are the figures apart?',
        table: validationTable(validation),
      },
    ],
    figures: await answerFigures(metrics.map(deviationChart), validation),
    method: methodOf(validation),
    source: scenario.source,
    command,
    footer: `Made by gatebench ${generator.version} from the run ${runId} and the simulation ${simulated.runId}, whose Results hold every figure of this page.`,
  };
  return answerPage(page, script);
}

function methodOf({ simulated: { simulation } }: Validation): string[] {
  return [
    'The scenario was measured as gatebench run does it, in fresh processes, and simulated as gatebench simulate does it, with the same seed: both are asked for the same resources in the same order.',
    ...(simulation === undefined ? [] : [`${capitalised(simulationInWords(simulation))}.`]),
    'Figures are means over the repetitions: geometric ones of rates and durations. A deviation is what was simulated less what was measured; of rates and durations as a share of what was measured.',
    'Promised are hit ratios within 0.01, throughput within 15 % and median latencies within 20 %. The 99th percentile hangs on pauses of processes and of the system, which are not simulated, so nothing is promised of it.',
  ];
}
