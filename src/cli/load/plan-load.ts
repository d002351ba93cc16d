import type { Load } from '../../scenario/scenario.ts';
import { lengthOfStages, resolveStages } from '../../scenario/written-stages.ts';
import { UsageError } from '../../support/errors.ts';
import type { LoadOptions } from './load-options.ts';

/** What is asked of whom, and when. */
export interface LoadPlan {
  /** Servers, as `http://127.0.0.1:9000`. */
  readonly targets: readonly string[];
  /** Requests are made in turn, again and again; `node` is the place of the server among the targets. */
  readonly asked: readonly { readonly target: string; readonly node: number }[];
  readonly load: Load;
  readonly warmupUs: number;
  readonly durationUs: number;
  readonly seed: number;
}

/** @throws UsageError for URLs and options that do not go together, or that nothing can be made of */
export function planLoad(urls: readonly string[], options: LoadOptions): LoadPlan {
  const parsed = urls.map(parseUrl);
  const targets = [...new Set(parsed.map(({ origin }) => origin))];
  if (targets.length > 1 && targets.length < urls.length) {
    throw new UsageError(`${urls.length} URLs of ${targets.length} servers cannot be asked in turn.`, {
      hint: 'Give several paths of one server, or one URL of each of several servers.',
    });
  }
  return {
    targets,
    asked: parsed.map(({ origin, pathname, search }) => ({
      target: pathname + search,
      node: targets.indexOf(origin),
    })),
    load: loadOf(options),
    warmupUs: options.warmup,
    durationUs: options.duration ?? (options.stages && lengthOfStages(options.stages)) ?? 10e6,
    seed: options.seed,
  };
}

function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:' || url.username !== '' || url.password !== '') {
    throw new UsageError(`"${text}" is not a URL that can be asked.`, {
      hint: 'Give it as http://127.0.0.1:9000/products/1: HTTP without TLS, and without a password.',
    });
  }
  return url;
}

function loadOf({ rate, stages, arrivals, connections, timeout, maxLag }: LoadOptions): Load {
  if (rate !== undefined && stages !== undefined) {
    throw new UsageError('Both --rate and --stages say how requests come.', { hint: 'Keep one of them.' });
  }
  const common = { connections, timeoutUs: timeout, users: connections };
  const planned =
    rate === undefined ? stages && resolveStages(stages) : [{ from: rate, to: rate, durationUs: undefined }];
  if (planned !== undefined) {
    const process = arrivals ?? 'poisson';
    return { kind: 'open', ...common, arrivals: { process, stages: planned }, maxLagUs: maxLag };
  }
  if (arrivals !== undefined) {
    throw new UsageError(
      'In a closed loop requests come when others are answered, so --arrivals has no effect.',
      {
        hint: 'Add a rate, as --rate 500/s, or leave --arrivals out.',
      },
    );
  }
  return { kind: 'closed', ...common };
}
