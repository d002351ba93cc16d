import { arrivalProcess, countTo, duration, lifetime, listOfModes, rate } from '../option-types.ts';
import type { Registration } from '../registration.ts';

export function registerPredict({ program, context, act }: Registration): void {
  program
    .command('predict')
    .description('tell at once, by formulas alone, what a scenario comes to in every mode')
    .argument('<scenario>', 'a file, or the name of a scenario in scenarios/')
    .option('--modes <list>', 'only the strategies of these modes, as stateless,memory,tiered', listOfModes)
    .option('--duration <time>', 'longest measurement of a trial, as 10s, 24h or 168h', lifetime)
    .option('--warmup <time>', 'load before each measurement, as 2s', duration)
    .option('--connections <n>', 'connections of a closed loop', countTo(10_000))
    .option('--rate <rate>', 'open loop: requests are due at this rate, as 500/s', rate)
    .option('--arrivals <process>', 'poisson or paced, of an open loop', arrivalProcess)
    .option('--sampled', 'simulate samples of the keys as well, and tell the error by their spread (SHARDS)')
    .option('--format <format>', 'table, md, csv or json', 'table')
    .option('--json', 'print JSON instead of the table')
    .addHelpText(
      'after',
      `
Examples:
  $ gatebench predict catalogue-reads
  $ gatebench predict my-api.yaml --rate 100000/s --modes memory,redis
  $ gatebench predict quickstart --json | jq .strategies[].steady.hitRatio

Nothing is measured, and nothing simulated: closed forms answer, in milliseconds, for up to 10⁹ keys of a route. With the figures
come the formulas, and what they leave out. A scenario with a sweep has a row for each of its cells.
In JSON, times are in µs and null where there is no end: a wait that grows for ever, a cache that is never full.`,
    )
    .action((scenario, options) =>
      act(async () => (await import('../predict/predict.ts')).predictScenario(scenario, options, context)),
    );
}
