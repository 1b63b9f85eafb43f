import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:https';
import { fileURLToPath } from 'node:url';
import { type Authority, createAuthority, freePort } from '@switchboard/node-server/testing';
import { onTestFinished } from 'vitest';
import { inheritedEnv } from '../../stack/inherited-env.config.ts';
import { issueServer, writeCertificate } from './certificates.ts';
import { tempFolder } from './temp-folder.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const LISTENS = 'Switchboard listens';

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** The built server in production, as processes of its own. */
export interface TestServer {
  readonly url: string;
  readonly port: number;
  /** What a client trusts, in PEM. */
  readonly ca: string;
  readonly authority: Authority;
  /** Where its certificate is: see `writeCertificate`. */
  readonly certificates: string;
  /** Of its first process. */
  readonly pid: number;
  /** Everything that it wrote since its last start. */
  output(): string;
  signal(signal: NodeJS.Signals): void;
  /** Resolves once its first process has ended. */
  ended(): Promise<Ending>;
  /** Starts it again, on the same port and data, once it has ended. `changed` is added to its environment. */
  start(changed?: Readonly<Record<string, string>>): Promise<void>;
  /** What `/readyz` says. */
  isReady(): Promise<boolean>;
  /** The sum of a metric over its labels, or over those that have this value among them. */
  metric(name: string, label?: string): Promise<number>;
}

export interface ServerOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** @default one of its own */
  readonly authority?: Authority | undefined;
  /** What node itself is started with. */
  readonly nodeOptions?: readonly string[];
  /** Commands of the shell before the server takes its place, such as `ulimit -f 100`. */
  readonly before?: string;
}

/** Starts a server that ends with the test, with a certificate, data and a port of its own. Resolves once it listens. */
export async function startServer({
  env = {},
  nodeOptions = [],
  before,
  authority: given,
}: ServerOptions = {}): Promise<TestServer> {
  const authority = given ?? (await createAuthority());
  const certificates = tempFolder();
  const port = await freePort();
  const command = [process.execPath, ...nodeOptions, 'apps/server/dist/main.js'];
  const fullEnv = {
    ...inheritedEnv(),
    NODE_ENV: 'production',
    SERVER_PORT: String(port),
    // All people of the tests share one address.
    TRUST_PROXY: 'pass-through',
    DATA_DIR: tempFolder(),
    // A busy machine must not look like a silent peer, or like a drain that hangs.
    PING_INTERVAL: '1',
    PING_TIMEOUT: '30',
    DRAIN_SECONDS: '30',
    ...writeCertificate(certificates, await issueServer(authority)),
    ...env,
  };
  let child: ChildProcess;
  let output = '';
  let closed: Promise<Ending>;

  const start = async (changed: Readonly<Record<string, string>> = {}): Promise<void> => {
    const [file = '', ...args] =
      before === undefined ? command : ['sh', '-c', `${before} && exec "$@"`, 'sh', ...command];
    child = spawn(file, args, {
      cwd: ROOT,
      env: { ...fullEnv, ...changed },
      stdio: ['ignore', 'pipe', 'pipe'],
      // Ctrl+C at a terminal is for the test, which then ends it.
      detached: true,
    });
    output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    closed = once(child, 'close').then(([code, signal]) => ({ code, signal }));
    while (!output.includes(LISTENS)) {
      if (child.exitCode !== null) throw new Error(`The server did not start; has it been built?\n${output}`);
      await Promise.race([once(child.stdout ?? child, 'data'), closed]);
    }
  };

  await start();
  onTestFinished(async ({ task }) => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-(child.pid ?? 0), 'SIGKILL');
    await closed;
    if (task.result?.state === 'fail') console.error(lastWords(output));
  });
  const url = `https://localhost:${port}`;
  return {
    url,
    port,
    ca: authority.cert,
    authority,
    certificates,
    get pid() {
      return child.pid ?? 0;
    },
    output: () => output,
    signal: (signal) => void child.kill(signal),
    ended: () => closed,
    start,
    isReady: async () =>
      (JSON.parse(await read(new URL('/readyz', url), authority.cert)) as { ok: boolean }).ok,
    metric: async (name, label = '') =>
      sumOf(await read(new URL('/metrics', url), authority.cert), name, label),
  };
}

/** The end of the log, without the lines of calls. */
function lastWords(output: string): string {
  const lines = output.split('\n').filter((line) => !line.includes('"msg":"call"'));
  return lines.slice(-20).join('\n');
}

async function read(url: URL, ca: string): Promise<string> {
  const asked = request(url, { ca, agent: false }).end();
  const [response] = await once(asked, 'response');
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += chunk;
  return text;
}

function sumOf(metrics: string, name: string, label: string): number {
  const samples = metrics.matchAll(new RegExp(`^${name}(\\{[^}]*\\})? (\\S+)$`, 'gm'));
  return [...samples]
    .filter(([, labels = '']) => labels.includes(label))
    .reduce((total, [, , value]) => total + Number(value), 0);
}
