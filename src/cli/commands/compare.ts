import { Option } from '@commander-js/extra-typings';
import type { Registration } from '../registration.ts';

export function registerCompare({ program, context, act }: Registration): void {
  program
    .command('compare')
    .description('compare runs of a scenario, as of two commits or machines, or of a history')
    .argument(
      '<baseline>',
      'the earlier run: a result.json, the folder of a run, or of a scenario for its latest',
    )
    .argument('<other>', 'the later run, likewise')
    .argument('[more...]', 'further runs, in the order of time')
    .addOption(
      new Option('--fail-on <change>', "a change that fails, as 'memory.p99 > +10%'; may be given again")
        .argParser((text, earlier: readonly string[]) => [...earlier, text])
        .default([] as readonly string[], 'none'),
    )
    .option('--junit <file>', 'write how each --fail-on turned out, for CI systems')
    .option('--anyway', 'compare runs of unlike scenarios too')
    .option('--format <format>', 'table, md, json or html', 'table')
    .option(
      '--out <file>',
      'where to write it (default: stdout; the page as comparison.html beside the last Result)',
    )
    .addHelpText(
      'after',
      `
Examples:
  $ gatebench compare reports/main/quickstart reports/branch/quickstart
  $ gatebench compare before.json after.json --fail-on 'memory.p99 > +10%' --fail-on 'memory.hitRatio < -1pp'
  $ gatebench compare before.json after.json --format md >> $GITHUB_STEP_SUMMARY
  $ gatebench compare reports/quickstart/* --format html --out history.html

Metrics change by per cent (p99 > +10%, requestsPerSecond < -5%), shares by percentage points (hitRatio < -1pp). A bound
fails (exit 4) only where the whole 95 % interval of the change lies beyond it, and passes where all of it lies within;
else it cannot be told (exit 5): measure more repetitions. Of more than two runs, each is compared with the one before it,
and the bounds are for the last against the first.`,
    )
    .action((baseline, other, more, options) =>
      act(async () =>
        (await import('../compare/compare.ts')).compare([baseline, other, ...more], options, context),
      ),
    );
}
