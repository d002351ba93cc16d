import type { Spec } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';

/** What a chart library has to say about a specification; tests turn it into failures. */
export type Complain = (message: string) => void;

/** Vega-Lite → Vega, here and not in the browser: the page then needs no compiler, and complaints are ours to hear. */
export function compileChart(spec: TopLevelSpec, complain: Complain = () => {}): Spec {
  return compile(spec, { logger: listeningLogger(complain) }).spec;
}

/** A Vega logger that hands on warnings and errors and is deaf to the rest. */
export function listeningLogger(complain: Complain) {
  const listening = {
    level: () => listening,
    warn(...parts: readonly unknown[]) {
      complain(parts.join(' '));
      return listening;
    },
    error(...parts: readonly unknown[]) {
      complain(parts.join(' '));
      return listening;
    },
    info: () => listening,
    debug: () => listening,
  };
  return listening;
}
