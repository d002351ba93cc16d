import { InvalidArgumentError, Option } from '@commander-js/extra-typings';
import { suggestWord } from '../../scenario/suggest.ts';
import { policies } from '../../simulate/eviction/policies.ts';
import type { CurveName } from '../../simulate/miss-ratio-curve/miss-ratio-curve.ts';
import { countTo, traceFormat } from '../option-types.ts';
import type { Registration } from '../registration.ts';

const known: readonly CurveName[] = [...(Object.keys(policies) as (keyof typeof policies)[]), 'optimum'];
const usual: readonly CurveName[] = ['lru', 'fifo', 'sieve', 's3-fifo', 'w-tinylfu', 'optimum'];
const mostSizes = 1000;

export function registerMrc({ program, context, act }: Registration): void {
  program
    .command('mrc')
    .description('tell how often caches of each size miss a trace, or what a scenario asks for')
    .argument(
      '<trace|scenario>',
      'a key stream or access log; a scenario file, or the name of one in scenarios/',
    )
    .option('--policies <list>', `of ${known.join(', ')}`, listOfPolicies, usual)
    .option('--sizes <list>', 'entries, as 256,1024,4096 (default: 16 up to all keys)', listOfSizes)
    .option('--sample <share>', 'look at this share of the keys only, as 0.1 (default: at all)', shareOfKeys)
    .option('--requests <n>', 'reads to draw, of a scenario without a trace', countTo(50_000_000), 1_000_000)
    .option('--trace-format <format>', 'keys or access-log (default: told by its lines)', traceFormat)
    .option('--seed <n>', 'of what policies and samples draw', countTo(2 ** 32 - 1), 1)
    .addOption(
      new Option('--format <format>', 'how to say it')
        .choices(['table', 'csv', 'json', 'html'])
        .default('table'),
    )
    .option('--out <file>', 'write it there')
    .option('--quiet', 'no progress')
    .addHelpText(
      'after',
      `
Examples:
  $ gatebench mrc /var/log/nginx/access.log
  $ gatebench mrc keys.txt.gz --policies lru,sieve,optimum --sizes 256,1024,4096
  $ gatebench mrc long-tail --requests 5000000 --sample 0.1
  $ gatebench mrc keys.txt.gz --format html --out curves.html

Caches are empty at first, every entry counts as one, and none expires; requests other than GET and HEAD are left out.
LRU is told exactly for all sizes from one pass (stack distances); the others by caches of each size beside each other.
With --sample the keys are sampled by a hash (SHARDS), four times, and each figure has its error.`,
    )
    .action((stream, options) =>
      act(async () =>
        (await import('../mrc/mrc.ts')).mrc(
          stream,
          { ...options, format: formatOf(options.format) },
          context,
        ),
      ),
    );
}

type Format = 'table' | 'csv' | 'json' | 'html';
const formatOf = (text: string | true): Format => text as Format;

function listOfPolicies(text: string): readonly CurveName[] {
  const names = text.split(',').map((name) => name.trim());
  for (const name of names) {
    if ((known as readonly string[]).includes(name)) continue;
    const suggestion = suggestWord(name, known);
    throw new InvalidArgumentError(
      suggestion === undefined ? `Known: ${known.join(', ')}.` : `Did you mean "${suggestion}"?`,
    );
  }
  return [...new Set(names)] as CurveName[];
}

function listOfSizes(text: string): readonly number[] {
  const sizes = text.split(',').map((size) => (/^\s*\d{1,10}\s*$/.test(size) ? Number(size) : Number.NaN));
  if (sizes.some((size) => !(size >= 1 && size < 2 ** 31))) {
    throw new InvalidArgumentError('Expected whole numbers of entries, at least 1, as 256,1024,4096.');
  }
  if (sizes.length > mostSizes) throw new InvalidArgumentError(`Expected at most ${mostSizes} sizes.`);
  return [...new Set(sizes)].sort((one, other) => one - other);
}

function shareOfKeys(text: string): number {
  const share = text.trim() === '' ? Number.NaN : Number(text);
  if (share > 0 && share < 1) return share;
  throw new InvalidArgumentError('Expected a share of the keys between 0 and 1, as 0.1.');
}
