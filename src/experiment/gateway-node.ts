import type { GatewayCalls, GatewayConfig, GatewayReport } from '../gateway/messages.ts';
import { addUsage } from '../measure/resource-usage.ts';
import type { Child } from './child.ts';
import { replyDeadlineUs, startDeadlineUs } from './deadlines.ts';

/** One gateway of a trial, whose process may be replaced in its course. */
export class GatewayNode {
  readonly #config: GatewayConfig;
  readonly #hire: () => Child<GatewayCalls>;
  #child: Child<GatewayCalls>;
  #origin = '';
  /** What processes before this one have counted since `reset`. */
  #earlier: GatewayReport | undefined;

  /** `config.port`: 0, so that any free one is taken. */
  constructor(config: GatewayConfig, hire: () => Child<GatewayCalls>) {
    this.#config = config;
    this.#hire = hire;
    this.#child = hire();
  }

  get name(): string {
    return this.#child.name;
  }

  /** As `http://127.0.0.1:40002`, once it was started; a restart does not change it. */
  get origin(): string {
    return this.#origin;
  }

  async start(): Promise<void> {
    ({ origin: this.#origin } = await this.#child.call('start', this.#config, startDeadlineUs));
  }

  /** Ends the process at once and has another listen in its place, which knows nothing of what was stored in memory. */
  async restart(): Promise<void> {
    this.#earlier = await this.report();
    await this.#child.dismiss();
    this.#child = this.#hire();
    const port = Number(new URL(this.#origin).port);
    await this.#child.call('start', { ...this.#config, port }, startDeadlineUs);
  }

  async reset(): Promise<void> {
    this.#earlier = undefined;
    await this.#child.call('reset', undefined, replyDeadlineUs);
  }

  /** What all its processes have counted since `reset`, and what the store of the present one holds. */
  async report(): Promise<GatewayReport> {
    const report = await this.#child.call('report', undefined, replyDeadlineUs);
    const earlier = this.#earlier;
    if (earlier === undefined) return report;
    return {
      stored: report.stored,
      evictions: earlier.evictions + report.evictions,
      storeErrors: earlier.storeErrors + report.storeErrors,
      forwarded: earlier.forwarded + report.forwarded,
      time: addTimes(earlier.time, report.time),
      resources: addUsage(earlier.resources, report.resources),
    };
  }
}

function addTimes(one: GatewayReport['time'], other: GatewayReport['time']): GatewayReport['time'] {
  return {
    requests: one.requests + other.requests,
    insideUs: one.insideUs + other.insideUs,
    storeUs: one.storeUs + other.storeUs,
    backendUs: one.backendUs + other.backendUs,
  };
}
