import { existsSync } from 'node:fs';

/** The nginx and the HAProxy that `pnpm test` has found, or that somebody names. */
export function proxyProgram(name: 'nginx' | 'haproxy'): string {
  const variable = name === 'nginx' ? 'SWITCHBOARD_NGINX' : 'SWITCHBOARD_HAPROXY';
  const path = process.env[variable];
  if (path) return path;
  throw new Error(`${variable} is not set: name a program, as \`pnpm test\` does.`);
}

/** What nginx loads for TLS that passes through, where it is a file of its own, as Debian has it. */
export function streamModule(): string | undefined {
  return ['/usr/lib/nginx/modules', '/usr/lib64/nginx/modules']
    .map((folder) => `${folder}/ngx_stream_module.so`)
    .find(existsSync);
}
