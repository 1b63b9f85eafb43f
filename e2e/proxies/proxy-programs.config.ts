import { existsSync } from 'node:fs';

/** The nginx or the HAProxy that `pnpm test` has found, or that somebody names; otherwise what the system finds. */
export function proxyProgram(name: 'nginx' | 'haproxy'): string {
  return process.env[name === 'nginx' ? 'SWITCHBOARD_NGINX' : 'SWITCHBOARD_HAPROXY'] || name;
}

/** What nginx loads for TLS that passes through, where it is a file of its own, as Debian has it. */
export function streamModule(): string | undefined {
  return ['/usr/lib/nginx/modules', '/usr/lib64/nginx/modules']
    .map((folder) => `${folder}/ngx_stream_module.so`)
    .find(existsSync);
}
