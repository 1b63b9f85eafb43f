import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../apps/server/dist/main.js', import.meta.url));

/** What the server's process has used by now. */
export interface Usage {
  /** Bytes of memory that the system gave it. */
  readonly memory: number;
  /** Seconds of one core. */
  readonly cpu: number;
}

export interface ServerProcess {
  readonly url: string;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

/** The built server in a process of its own: one worker, data in a new folder, its log read and thrown away. */
export async function startServer(): Promise<ServerProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'switchboard-sizing-'));
  const child = spawn(process.execPath, [MAIN], {
    env: {
      NODE_ENV: 'production',
      SERVER_PORT: '0',
      DATA_DIR: folder,
      MAX_CONNECTIONS: '1000000',
      MAX_CONNECTIONS_PER_ADDRESS: '1000000',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await urlOf(child);
  child.stdout?.resume();
  return {
    url,
    usage: async () => readUsage(await read(`${url}/metrics`)),
    stop: async () => {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function urlOf({ stdout }: ChildProcess): Promise<string> {
  let output = '';
  for await (const chunk of stdout?.iterator({ destroyOnReturn: false }) ?? []) {
    output += chunk;
    const url = /"url":"(https:[^"]+)"/.exec(output)?.[1];
    if (url) return url;
  }
  throw new Error(`The server ended before it served; has it been built?\n${output}`);
}

async function read(url: string): Promise<string> {
  const [response] = await once(get(url, { rejectUnauthorized: false }), 'response');
  return text(response);
}

function readUsage(metrics: string): Usage {
  const value = (name: string): number => {
    const found = new RegExp(`^${name} (\\S+)$`, 'm').exec(metrics)?.[1];
    if (found === undefined) throw new Error(`/metrics has no ${name}.`);
    return Number(found);
  };
  return { memory: value('process_resident_memory_bytes'), cpu: value('process_cpu_seconds_total') };
}
