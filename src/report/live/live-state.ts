/** What a page that watches a run knows of it. The server keeps it, and tells a page all of it when that comes. */
export interface LiveState {
  /** Which page there is now; one that shows another is behind, and asks for it. */
  readonly page: string;
  /** Of a sweep, which cell is measured, as a sentence; else empty. */
  readonly cell: string;
  /** Undefined before the first trial. */
  readonly trial: LiveTrial | undefined;
  /** Of the trial under way, in the order of their times. */
  readonly points: readonly LivePoint[];
  /** What went wrong, the latest last, as sentences. */
  readonly log: readonly string[];
  /** How the run ended; the page is its report then. */
  readonly end: 'complete' | 'interrupted' | undefined;
}

/** The charts of the trial under way. */
export type LiveChartId = 'live-rate' | 'live-p50' | 'live-p99' | 'live-hit-ratio';

/** How the trial under way is getting on, in words. */
export interface LiveTrial {
  /** `Trial 4 of 21: memory, repetition 2`. */
  readonly title: string;
  /** `measuring 3.00 s of 10 s, about 40 s left of the run`. */
  readonly doing: string;
  /** What of the run is over, 0–1. */
  readonly doneRatio: number;
  /** The latest value of each figure that is drawn, by the id of its chart. */
  readonly figures: Readonly<Partial<Record<LiveChartId, string>>>;
}

/** One interval of a trial's timeline, as it will be in the Result. */
export interface LivePoint {
  readonly strategy: string;
  /** The middle of the interval, since the measurement began; negative in the warm-up. */
  readonly seconds: number;
  /** Answers other than errors. */
  readonly requestsPerSecond: number;
  /** 0–1; null where nothing was cacheable. */
  readonly hitRatio: number | null;
  /** Null where nothing was answered. */
  readonly p50Us: number | null;
  readonly p99Us: number | null;
}

/** What changes while a page watches. */
export type LiveEvent =
  | { readonly type: 'trial'; readonly trial: LiveTrial; readonly points: readonly LivePoint[] }
  | { readonly type: 'log'; readonly text: string }
  | { readonly type: 'page'; readonly page: string; readonly cell: string }
  | { readonly type: 'end'; readonly page: string; readonly end: 'complete' | 'interrupted' };

/** All there is to know at once, told first to whoever comes, or has fallen behind. */
export interface WholeState {
  readonly type: 'state';
  readonly state: LiveState;
}

const mostLogged = 50;

/** The state after an event. Points are kept as long as the trial that they belong to is under way. */
export function applyEvent(state: LiveState, event: LiveEvent): LiveState {
  switch (event.type) {
    case 'trial': {
      const isSame = event.trial.title === state.trial?.title;
      return { ...state, trial: event.trial, points: [...(isSame ? state.points : []), ...event.points] };
    }
    case 'log':
      return { ...state, log: [...state.log, event.text].slice(-mostLogged) };
    case 'page':
      return { ...state, page: event.page, cell: event.cell };
    case 'end':
      return { ...state, page: event.page, end: event.end };
  }
}
