import { findExecutable, redisExecutables } from '../../experiment/find-executable.ts';

/** A program that gatebench needs and that only the system's package manager provides. */
export interface SystemProgram {
  readonly title: string;
  readonly executables: readonly string[];
  /** What it is called where; undefined: that package manager has none. */
  readonly packages: Readonly<Record<ManagerName, string | undefined>>;
  readonly neededFor: string;
}

export const redisServer: SystemProgram = {
  title: 'Redis server',
  executables: redisExecutables,
  packages: { 'apt-get': 'redis-server', dnf: 'valkey', apk: 'redis', brew: 'redis' },
  neededFor: 'runs in redis mode',
};

export const chromium: SystemProgram = {
  title: 'Chromium',
  executables: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  packages: { 'apt-get': 'chromium', dnf: 'chromium', apk: 'chromium', brew: '--cask chromium' },
  neededFor: 'the browser tests',
};

export const wrk: SystemProgram = {
  title: 'wrk',
  executables: ['wrk'],
  packages: { 'apt-get': 'wrk', dnf: undefined, apk: 'wrk', brew: 'wrk' },
  neededFor: 'the load of the bench',
};

export const nginx: SystemProgram = {
  title: 'nginx',
  executables: ['nginx'],
  packages: { 'apt-get': 'nginx-light', dnf: 'nginx', apk: 'nginx', brew: 'nginx' },
  neededFor: 'the origin and a rival of the bench',
};

export const varnish: SystemProgram = {
  title: 'Varnish',
  executables: ['varnishd'],
  packages: { 'apt-get': 'varnish', dnf: 'varnish', apk: 'varnish', brew: 'varnish' },
  neededFor: 'a rival of the bench',
};

type ManagerName = 'apt-get' | 'dnf' | 'apk' | 'brew';

export interface PackageManager {
  readonly name: ManagerName;
  /** Commands that install the packages, each as program and arguments. */
  readonly install: (packages: readonly string[]) => readonly (readonly string[])[];
  readonly needsRoot: boolean;
}

const managers: readonly PackageManager[] = [
  {
    name: 'apt-get',
    needsRoot: true,
    install: (packages) => [
      ['apt-get', 'update'],
      ['apt-get', 'install', '--yes', '--no-install-recommends', ...packages],
    ],
  },
  { name: 'dnf', needsRoot: true, install: (packages) => [['dnf', 'install', '--assumeyes', ...packages]] },
  { name: 'apk', needsRoot: true, install: (packages) => [['apk', 'add', ...packages]] },
  {
    name: 'brew',
    needsRoot: false,
    install: (packages) => packages.map((name) => ['brew', 'install', ...name.split(' ')]),
  },
];

export async function findPackageManager(
  searchPath: string | undefined,
): Promise<PackageManager | undefined> {
  for (const manager of managers) {
    if ((await findExecutable([manager.name], searchPath)) !== undefined) return manager;
  }
  return undefined;
}
