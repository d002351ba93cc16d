/** What others on the machine took between two points in time; absent where the system does not tell. */
export interface Contention {
  /** Share of the time (0–1) in which some process waited for a core; our own wait for each other too. */
  readonly cpuPressureRatio?: number;
  /** Share of the machine's time (0–1) that a hypervisor gave to others. */
  readonly stealRatio?: number;
  /** Cores that processes other than our own were busy on. */
  readonly othersCores?: number;
}

/** What the system said at one time, in the formats of Linux (proc_stat(5), proc_pid_stat(5), Documentation/accounting/psi). */
export interface MachineTimes {
  /** Of a clock that only runs forward. */
  readonly atUs: number;
  /** `/proc/stat` */
  readonly stat: string | undefined;
  /** `/proc/pressure/cpu` */
  readonly pressure: string | undefined;
  /** `/proc/<pid>/stat` of every process that can be seen. */
  readonly processes: readonly string[];
  /** The process that, with all below it, is our own. */
  readonly ancestor: number;
}

/** `/proc` counts in ticks of 10 ms on every Linux, whatever its kernel does inside (USER_HZ, see time(7)). */
const tickUs = 1e4;

export function contentionBetween(before: MachineTimes, after: MachineTimes): Contention {
  const wallUs = after.atUs - before.atUs;
  const [from, to] = [coresIn(before.stat), coresIn(after.stat)];
  const [waitedUs, waitedBeforeUs] = [pressureUs(after.pressure), pressureUs(before.pressure)];
  const contention: { -readonly [Name in keyof Contention]: Contention[Name] } = {};
  if (wallUs <= 0) return contention;
  if (waitedUs !== undefined && waitedBeforeUs !== undefined) {
    contention.cpuPressureRatio = clamp((waitedUs - waitedBeforeUs) / wallUs, 1);
  }
  if (from !== undefined && to !== undefined) {
    const ticks = to.total - from.total;
    contention.stealRatio = ticks <= 0 ? 0 : clamp((to.steal - from.steal) / ticks, 1);
    const others = to.busy - from.busy - (ownTicks(after) - ownTicks(before));
    contention.othersCores = clamp((others * tickUs) / wallUs, Number.POSITIVE_INFINITY);
  }
  return contention;
}

interface CoreTicks {
  /** Spent by processes. Interrupts are left out: whose they are cannot be told, and those of loopback are our own. */
  readonly busy: number;
  readonly steal: number;
  readonly total: number;
}

/** Of all cores together. */
function coresIn(stat: string | undefined): CoreTicks | undefined {
  const ticks = /^cpu +(.*)$/m
    .exec(stat ?? '')?.[1]
    ?.split(' ')
    .map(Number);
  if (ticks === undefined || ticks.length < 8) return undefined;
  const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0, steal = 0] = ticks;
  const busy = user + nice + system;
  return { busy, steal, total: busy + idle + iowait + irq + softirq + steal };
}

/** Time in which some process waited for a core, since the system started. */
function pressureUs(pressure: string | undefined): number | undefined {
  const [, total] = /^some .*total=(\d+)/m.exec(pressure ?? '') ?? [];
  return total === undefined ? undefined : Number(total);
}

interface ProcessTicks {
  readonly pid: number;
  readonly parent: number;
  /** Its own, and those of its children that have ended: so nothing is lost when one ends. */
  readonly ticks: number;
}

/** Of the ancestor and all below it. */
function ownTicks({ processes, ancestor }: MachineTimes): number {
  const childrenOf = new Map<number, ProcessTicks[]>();
  let own = 0;
  for (const process of processes.flatMap(ticksIn)) {
    if (process.pid === ancestor) own = process.ticks;
    else childrenOf.set(process.parent, [...(childrenOf.get(process.parent) ?? []), process]);
  }
  const below = (pid: number): number =>
    (childrenOf.get(pid) ?? []).reduce((sum, child) => sum + child.ticks + below(child.pid), 0);
  return own + below(ancestor);
}

/** The name of a process stands in parentheses and may itself hold some, so the fields are counted from the last one. */
function ticksIn(stat: string): ProcessTicks[] {
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [parent, user, system, childrenUser, childrenSystem] = [1, 11, 12, 13, 14].map((at) => fields[at]);
  const ticks = (user ?? 0) + (system ?? 0) + (childrenUser ?? 0) + (childrenSystem ?? 0);
  return [{ pid: Number.parseInt(stat, 10), parent: parent ?? 0, ticks }];
}

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}
