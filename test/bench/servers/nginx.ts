import { writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { loopback } from '../../../src/experiment/loopback.ts';
import type { Side } from '../cores.ts';
import type { Server } from '../server.ts';
import { findProgram, freePort, type Stage } from '../stage.ts';
import { connections } from '../wrk.ts';

/** Answers every request alike, out of its configuration: the cheapest origin there is. Undefined: no nginx. */
export function startFixedOrigin(stage: Stage, body: string): Promise<Server | undefined> {
  return startNginx(stage, 'load', () => ({
    http: '',
    server: `
      default_type text/plain;
      add_header Cache-Control "public, max-age=3600";
      location / { return 200 "${body}"; }`,
  }));
}

/** Sends the files of a folder. */
export function startFileOrigin(stage: Stage, folder: string): Promise<Server | undefined> {
  return startNginx(stage, 'load', () => ({ http: '', server: `root ${folder}; sendfile on;` }));
}

/** `proxy_pass` with connections to the origin kept open. */
export function startForwardingNginx(stage: Stage, origin: string): Promise<Server | undefined> {
  return startNginx(stage, 'server', () => ({
    http: upstream(origin),
    server: `location / { ${proxyPass} }`,
  }));
}

/** `proxy_cache`, with all keys in its index and bodies in files. */
export function startCachingNginx(stage: Stage, origin: string): Promise<Server | undefined> {
  return startNginx(stage, 'server', (folder) => ({
    http: `${upstream(origin)}
      proxy_cache_path ${join(folder, 'cache')} keys_zone=bench:16m max_size=256m inactive=1h;`,
    server: `location / { ${proxyPass} proxy_cache bench; add_header X-Cache-Status $upstream_cache_status; }`,
  }));
}

const proxyPass = 'proxy_pass http://origin; proxy_http_version 1.1; proxy_set_header Connection "";';

function upstream(origin: string): string {
  return `upstream origin { server ${new URL(origin).host}; keepalive ${connections}; keepalive_requests 1000000000; }`;
}

type Blocks = (folder: string) => { readonly http: string; readonly server: string };

/** One worker, no access log, connections that are never closed for having served many requests. */
async function startNginx(stage: Stage, side: Side, blocks: Blocks): Promise<Server | undefined> {
  const program = await findProgram('nginx');
  if (program === undefined) return undefined;
  const port = await freePort();
  const folder = stage.newFolder('nginx');
  const { http, server } = blocks(folder);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${join(folder, name)};`,
  );
  const asRoot = userInfo().uid === 0;
  const configuration = `
    daemon off;
    pid ${join(folder, 'nginx.pid')};
    error_log stderr error;
    worker_processes 1;
    ${asRoot ? `user ${userInfo().username};` : ''}
    events { worker_connections 1024; }
    http {
      access_log off;
      keepalive_requests 1000000000;
      keepalive_timeout 1h;
      ${temporary.join(' ')}
      ${http}
      server { listen ${loopback}:${port}; ${server} }
    }`;
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, configuration);
  const pid = await stage.serve(side, program, ['-p', folder, '-e', 'stderr', '-c', file], port);
  return { origin: `http://${loopback}:${port}`, pid };
}
