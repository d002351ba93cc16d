import { readFile } from 'node:fs/promises';
import type { ExperimentOptions } from '../../../experiment/run-experiment.ts';
import {
  applyEvent,
  type LiveEvent,
  type LiveState,
  type WholeState,
} from '../../../report/live/live-state.ts';
import { renderLivePage } from '../../../report/live/render-live-page.ts';
import { withoutFileLinks } from '../../../report/live/without-file-links.ts';
import { readClientScript } from '../../../report/report-file.ts';
import type { Result } from '../../../results/result.ts';
import type { PreparedRun } from '../prepare-run.ts';
import { EventStream } from './event-stream.ts';
import { LiveRun } from './live-run.ts';
import { serveWatch } from './watch-server.ts';

/** Shows runs, one after the other, to whoever opens its page. */
export interface Watch {
  readonly url: string;
  /** Follows one run; `cell` says, of a sweep, which of its cells that is. */
  follow(run: FollowedRun, cell?: string): LiveHooks;
  /** Puts the page in the file in the place of the live one, and resolves when all who watched have it, or after some seconds. */
  end(path: string, how: { readonly isWhole: boolean }): Promise<void>;
  /** To be called in any case. */
  close(): Promise<void>;
}

export type LiveHooks = Pick<ExperimentOptions, 'onProgress' | 'onResult'>;

type FollowedRun = Pick<PreparedRun, 'scenario' | 'until'> & {
  readonly runId: string;
};

const beatMs = 10_000;
/** So long a page has to fetch the report when the run has ended. */
const patienceMs = 5000;
/** So long the last answers that are under way may still take. */
const lastAnswerMs = 1000;

/**
 * Begins to serve the page on a port of 127.0.0.1; 0: any free one.
 *
 * A page costs a second or two of a core to make, so none is made but before the first trial and, where somebody watches,
 * between two: never while something is measured. In a trial only its latest figures are sent.
 *
 * @throws EnvironmentError where the port is taken, or the page's own script has not been built
 */
export async function startWatch(port: number, interrupt: AbortSignal): Promise<Watch> {
  const script = await readClientScript();
  let state: LiveState = { page: '', cell: '', trial: undefined, points: [], log: [], end: undefined };
  let html: string | undefined;
  /** Whether somebody asked for the page since it was made: one that is loading it again reads no events meanwhile. */
  let isAskedFor = false;
  let pages = 0;
  const events = new EventStream((): WholeState => ({ type: 'state', state }));
  const emit = (event: LiveEvent): void => {
    state = applyEvent(state, event);
    events.send(event);
  };
  const server = await serveWatch(port, {
    events,
    page: () => {
      isAskedFor = true;
      // The report itself, which is there after the end, reads no events.
      if (html !== undefined && state.end === undefined) events.expect(patienceMs);
      return html;
    },
  });
  interrupt.addEventListener('abort', () => {
    emit({ type: 'log', text: 'The run was interrupted. What was measured is kept.' });
  });
  const heart = setInterval(() => events.beat(), beatMs);
  heart.unref();
  const nextPage = (runId: string): string => `${runId} ${++pages}`;

  return {
    url: server.url,
    follow({ scenario, until, runId }, cell = '') {
      const run = new LiveRun(scenario, emit);
      let isFirst = true;
      let isLast = false;
      return {
        onProgress: (progress) => {
          run.onProgress(progress);
          const { trial, trials, ended, isRepeated } = progress;
          isLast = ended !== undefined && trial.position === trials && !isRepeated && until === undefined;
        },
        async onResult(result: Result) {
          const isWatched = events.readers > 0 || isAskedFor;
          // After the last trial the report itself is next.
          if (!isFirst && (!isWatched || isLast || interrupt.aborted)) return;
          isFirst = false;
          isAskedFor = false;
          const page = nextPage(runId);
          try {
            html = withoutFileLinks(await renderLivePage(result, page, script));
            emit({ type: 'page', page, cell });
          } catch (error) {
            // Whatever is wrong with a picture, the measurement goes on.
            emit({ type: 'log', text: `The report so far could not be made: ${(error as Error).message}.` });
          }
        },
      };
    },
    async end(path, { isWhole }) {
      html = withoutFileLinks(await readFile(path, 'utf8'));
      emit({ type: 'end', page: nextPage('end'), end: isWhole ? 'complete' : 'interrupted' });
      // A page stops reading events when the report is there in its place.
      await events.emptied(patienceMs);
    },
    async close() {
      clearInterval(heart);
      await events.emptied(0);
      await server.close(lastAnswerMs);
    },
  };
}
