import { probeContention } from '../measure/contention-probe.ts';
import { judgeRecoveries } from '../measure/recovery.ts';
import type { Measurement, ProcessUsage } from '../results/result.ts';
import { machineNowUs } from '../support/machine-clock.ts';
import { withBackendCalls } from './count-backend-calls.ts';
import { Crew } from './crew.ts';
import { planOwnChanges } from './own-changes.ts';
import type { PlannedTrial } from './plan.ts';
import { FaultPlay } from './play-faults.ts';
import { startBackends } from './start-backends.ts';
import { startGateways } from './start-gateways.ts';
import { startLoad } from './start-load.ts';
import { startNetwork } from './start-network.ts';
import { startRedis } from './start-redis.ts';
import type { TrialSetting } from './trial-setting.ts';

export interface TrialEnd {
  /** Undefined when the trial was interrupted before anything was measured. */
  readonly measurement: Measurement | undefined;
  readonly interrupted: boolean;
  /** Of the Redis that was used. */
  readonly redisVersion: string | undefined;
}

/**
 * Measures one strategy once: everything is started anew, warmed up, measured, asked for its report, and stopped.
 *
 * @throws ChildFailure when a process dies, GatebenchError when one cannot do its work in this environment
 */
export async function runTrial(trial: PlannedTrial, setting: TrialSetting): Promise<TrialEnd> {
  const { scenario, interrupt, pinning } = setting;
  const crew = new Crew();
  try {
    const ownChanges = planOwnChanges(scenario, { seed: trial.seed, sinceUs: machineNowUs() });
    const backends = await startBackends(trial, { scenario, ownChanges }, crew);
    const network = startNetwork(trial, scenario, crew);
    const redis = await startRedis(trial, { ...setting, network }, crew);
    const origins = await network.lay('backend', backends.origins);
    const surroundings = { scenario, origins, redis: redis?.connection, pinning };
    const gateways = await startGateways(trial, surroundings, crew);
    const targets = await network.lay('client', gateways.targets);
    await redis?.bound();
    const load = await startLoad(trial, { ...setting, targets, ownChanges }, crew);

    const unmeasured = { measurement: undefined, interrupted: true, redisVersion: redis?.version };
    if (interrupt.aborted) return unmeasured;
    const warmup = await crew.unlessOneFails(load.warmUp());
    if (interrupt.aborted) return unmeasured;
    const warmupCalls = await crew.unlessOneFails(backends.report());

    await crew.unlessOneFails(
      Promise.all([backends.reset(), gateways.reset(), redis?.reset(), network.reset()]),
    );
    const play = new FaultPlay({
      redis: redis && { flush: redis.flush, disturb: (trouble) => network.disturb('redis', trouble) },
      disturbBackend: backends.disturb,
      restartNodes: gateways.restarts,
    });
    const contention = probeContention(process.pid);
    const measuring = load.measure((beganAtUs) => play.begin(scenario.faults, beganAtUs));
    const { measured: report, played } = await crew.unlessOneFails(play.during(measuring));
    const { resources: loadUsage, recovery, beganAtUs: _, ...measured } = report;
    const contended = contention();
    const [backendReports, gatewayReports, redisUsage, networkUsage] = await crew.unlessOneFails(
      Promise.all([backends.report(), gateways.report(), redis?.report(), network.report()]),
    );

    const processes: ProcessUsage[] = [
      { role: 'load', name: 'load generator', ...loadUsage },
      ...gatewayReports.map(({ name, resources }) => ({ role: 'gateway' as const, name, ...resources })),
      ...backendReports.map(({ name, resources }) => ({
        role: 'backend' as const,
        name: `backend ${name}`,
        ...resources,
      })),
      ...(redisUsage ? [{ role: 'redis' as const, name: 'Redis', ...redisUsage }] : []),
      ...(networkUsage ? [{ role: 'network' as const, name: 'network', ...networkUsage }] : []),
    ];
    const measurement: Measurement = {
      ...measured,
      timeline: withBackendCalls(report, backendReports),
      warmup: warmup.requests,
      ...(warmup.course && { warmupTimeline: withBackendCalls(warmup.course, warmupCalls) }),
      faults: recovery ? judgeRecoveries(recovery, played, measured.window.durationUs) : [],
      contention: contended,
      backends: backendReports.map(({ resources: _, arrivals: __, ...counts }) => counts),
      gateways: gatewayReports.map(({ resources: _, name: __, ...counts }) => counts),
      processes,
    };
    return { ...unmeasured, measurement, interrupted: interrupt.aborted };
  } finally {
    await crew.dismiss();
  }
}
