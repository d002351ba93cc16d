import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Strategy } from '../scenario/scenario.ts';
import { EnvironmentError } from '../support/errors.ts';

/**
 * A strategy may be measured with the gateway of another built gatebench: two versions in one run, block by block, under the
 * same load. Runs on different days differ by what the machine does besides; two strategies of a block hardly do.
 */

const entry = 'gateway/gateway-process.js';

/** Where the gateway process of a strategy begins, as Child takes it. */
export function gatewayEntry({ build }: Pick<Strategy, 'build'>): string {
  return build === undefined ? entry : pathToFileURL(entryIn(build)).href;
}

/** @throws EnvironmentError where a folder holds no built gatebench */
export function checkBuilds(strategies: readonly Pick<Strategy, 'name' | 'build'>[]): void {
  for (const { name, build } of strategies) {
    if (build === undefined || existsSync(entryIn(build))) continue;
    throw new EnvironmentError(
      `Strategy "${name}" shall run the gateway of ${build}, but none is built there.`,
      {
        hint: 'Name the folder of a checkout, and build it there: npm ci && npm run build.',
      },
    );
  }
}

function entryIn(build: string): string {
  return join(build, 'dist', entry);
}
