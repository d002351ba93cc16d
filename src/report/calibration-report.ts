import type { Calibration } from '../results/calibration.ts';
import { formatDuration } from '../support/units.ts';

/** The least and the most that a cost was measured at, in µs, by its place in the document: `gateway.hitUs`. */
export interface CostRange {
  readonly place: string;
  readonly low: number;
  readonly high: number;
}

const meanings: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  load: {
    requestUs: 'to send a request and take its answer',
    kibibyteUs: 'in addition, for each KiB of the body',
  },
  gateway: {
    hitUs: 'to answer from memory',
    forwardUs: 'to pass a request on to a backend, and its answer back',
    storeUs: 'in addition, to keep the answer in memory',
    joinUs: 'to answer a request that waited for the call of another',
    redisReadUs: 'in addition, to look for an answer in Redis',
    redisFillUs: 'in addition to passing on, to keep the answer in Redis',
    kibibyteUs: 'in addition, for each KiB of the body of any answer',
    forwardKibibyteUs: '… and of what comes from a backend',
    storeKibibyteUs: '… and of what is kept in memory',
    redisReadKibibyteUs: '… and of what is read from Redis',
    redisFillKibibyteUs: '… and of what is kept in Redis',
  },
  redis: {
    readUs: 'to look for an answer',
    fillUs: 'to be announced an answer, and to keep it',
    kibibyteUs: 'in addition, for each KiB that is read',
    fillKibibyteUs: 'in addition, for each KiB that is kept',
    wakeUs: 'in addition, to wake where it was idle',
  },
  backend: { callUs: 'to take a call and answer it', kibibyteUs: 'in addition, for each KiB of the body' },
};

const single: Readonly<Record<string, string>> = {
  wakeUs: 'in addition, to wake a process that was idle',
  hopUs: 'a message from one process to another, beside the CPU time of both',
};

/** Every cost with what it means, and the least and the most that it was measured at, as text for a terminal. */
export function calibrationReport(calibration: Calibration, ranges: readonly CostRange[]): string {
  const line = (place: string, name: string, costUs: number, meaning: string): string => {
    const range = ranges.find((each) => each.place === place);
    const spread = range === undefined ? '' : `${decimal(range.low)}–${decimal(range.high)}`;
    return `${name.padEnd(8)} ${formatDuration(Math.round(costUs * 10) / 10).padStart(8)}  ${spread.padEnd(13)} ${meaning}`;
  };
  const parts = (['load', 'gateway', 'redis', 'backend'] as const).flatMap((part) => {
    const costs: Readonly<Record<string, number>> = calibration[part];
    return Object.entries(meanings[part] ?? {}).map(([key, meaning]) =>
      line(`${part}.${key}`, part, costs[key] ?? 0, meaning),
    );
  });
  const others = (['wakeUs', 'hopUs'] as const).map((key) =>
    line(key, 'any', calibration[key], single[key] ?? ''),
  );
  const { cpuModel, cpus, node } = calibration.machine;
  return [
    'What pieces of work cost here: CPU time, and its range over the rounds.',
    ...parts,
    ...others,
    `${cpuModel}, ${cpus} cores, Node ${node}; ${coresInWords(calibration)}.`,
    ...(ranges.some(isUnsettled)
      ? ['The rounds do not agree, so something else was busy here: calibrate again when nothing is.']
      : []),
    ...(calibration.borrowed === undefined
      ? []
      : [
          'There is no Redis server here, so what Redis costs is taken from the calibration that comes with gatebench.',
        ]),
  ].join('\n');
}

/** Of what is largest and most certain: a machine that is left alone does that work in the same time twice. */
function isUnsettled({ place, low, high }: CostRange): boolean {
  return ['load.requestUs', 'gateway.hitUs', 'gateway.forwardUs'].includes(place) && high > 1.3 * low;
}

function coresInWords({ cores }: Calibration): string {
  if (cores === undefined) return 'processes ran where the system put them';
  return `gateways had ${counted(cores.gateways)} to themselves, all else shared ${counted(cores.others)}`;
}

function counted(cores: number): string {
  return cores === 1 ? 'one core' : `${cores} cores`;
}

function decimal(us: number): string {
  return us.toFixed(us < 9.95 ? 2 : 1);
}
