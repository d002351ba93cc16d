import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, cpus, loadavg, platform, release, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Result } from '../results/result.ts';

/** Packages that were part of what was measured. */
const measuredPackages = ['autocannon', 'fastify', 'undici', 'lru-cache', 'ioredis'] as const;

/** The machine and the versions that the figures belong to. */
export function describeEnvironment(redisVersion: string | undefined): Result['environment'] {
  return {
    platform: `${platform()} ${release()} ${arch()}`,
    cpuModel: cpus()[0]?.model.trim() || 'unknown',
    cpus: Math.max(1, cpus().length),
    memoryBytes: totalmem(),
    loadAverage: loadavg(),
    node: process.version,
    ...(redisVersion === undefined ? {} : { redis: redisVersion }),
    packages: Object.fromEntries(measuredPackages.map((name) => [name, versionOf(name)])),
  };
}

/** Read from the file, wherever Node would find the package: not every package exports its `package.json`. */
function versionOf(name: string): string {
  for (const folder of createRequire(import.meta.url).resolve.paths(name) ?? []) {
    const path = join(folder, name, 'package.json');
    if (existsSync(path)) return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
  }
  return 'unknown';
}
