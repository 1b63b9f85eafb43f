import { type ChildProcess, spawn } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '@switchboard/node-server/testing';
import type { DevCertificates } from '@switchboard/node-server/tls';
import { proxyProgram, streamModule } from './proxy-programs.config.ts';

/** Where the configurations are that people copy. */
const CONFIGURATIONS = new URL('../../deploy/proxies/', import.meta.url);

/** A proxy that runs one of the configurations. Ends at the end of the scope. */
export interface RunningProxy extends AsyncDisposable {
  /** Over HTTPS, by the address of this machine. */
  readonly url: string;
  /** Its port of plain HTTP. */
  readonly plainPort: number;
}

export interface ProxyOptions {
  /** The name of the file. */
  readonly file: string;
  /** Where the server listens. */
  readonly serverPort: number;
  readonly certificates: DevCertificates;
  /** For what the proxy writes; somebody else removes it. */
  readonly folder: string;
  /** Changes the text of the configuration, to make something wrong with it. @default nothing */
  readonly change?: (text: string) => string;
}

/** Starts a proxy with this very file, in which only ports, folders and names are those of the test. */
export async function startProxy({
  file,
  serverPort,
  certificates,
  folder,
  change = (text) => text,
}: ProxyOptions): Promise<RunningProxy> {
  const own = mkdtempSync(join(folder, 'proxy-'));
  const [port, plainPort] = [await freePort(), await freePort()];
  putCertificates(own, certificates);
  const text = change(readFileSync(new URL(file, CONFIGURATIONS), 'utf8'))
    .replaceAll('/etc/ssl/chat.example', own)
    .replaceAll('/etc/haproxy/certs', own)
    .replaceAll('chat.internal', 'localhost')
    .replace(/127\.0\.0\.1:(8080|8443)/g, `127.0.0.1:${serverPort}`)
    .replace(/(listen |bind :)443/g, `$1${port}`)
    .replace(/(listen |bind :)80\b/g, `$1${plainPort}`);
  const configuration = join(own, file);
  const isNginx = file.startsWith('nginx');
  writeFileSync(configuration, isNginx ? inFolder(text, own) : text);
  const child = isNginx ? startNginx(configuration, own) : startHaproxy(configuration);
  const stop = async (): Promise<void> => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    }
    rmSync(own, { recursive: true, force: true });
  };
  try {
    await listening(child, port);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `https://127.0.0.1:${port}`, plainPort, [Symbol.asyncDispose]: stop };
}

function startNginx(configuration: string, folder: string): ChildProcess {
  const module = streamModule();
  const directives = [
    ...(module && readFileSync(configuration, 'utf8').includes('\nstream {')
      ? [`load_module ${module}`]
      : []),
    'daemon off',
    'master_process off',
    `pid ${join(folder, 'nginx.pid')}`,
  ];
  const args = ['-p', folder, '-e', 'stderr', '-c', configuration, '-g', `${directives.join('; ')};`];
  return spawn(proxyProgram('nginx'), args, { stdio: ['ignore', 'ignore', 'pipe'] });
}

function startHaproxy(configuration: string): ChildProcess {
  return spawn(proxyProgram('haproxy'), ['-db', '-f', configuration], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

/** What nginx writes by itself goes into the folder. */
function inFolder(text: string, folder: string): string {
  const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const paths = kinds.map((kind) => `${kind}_temp_path ${join(folder, kind)};`);
  return text.replace('http {', `http {\n  access_log off;\n  ${paths.join('\n  ')}`);
}

/** Certificate and key as each proxy reads them; none of them is asked for a passphrase. */
function putCertificates(folder: string, { serverKey, serverCert, passphrase, ca }: DevCertificates): void {
  mkdirSync(folder, { recursive: true });
  const key = createPrivateKey({
    key: readFileSync(serverKey),
    passphrase: readFileSync(passphrase, 'utf8').trim(),
  }).export({ type: 'pkcs8', format: 'pem' });
  const certificate = readFileSync(serverCert, 'utf8');
  writeFileSync(join(folder, 'privkey.pem'), key, { mode: 0o600 });
  writeFileSync(join(folder, 'fullchain.pem'), certificate);
  writeFileSync(join(folder, 'chat.example.pem'), `${certificate}\n${key}`, { mode: 0o600 });
  writeFileSync(join(folder, 'server-ca.pem'), readFileSync(ca));
}

/** Resolves once the port takes connections; rejects with the proxy's own words if it ends before. */
async function listening(child: ChildProcess, port: number): Promise<void> {
  let words = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    words += text;
  });
  const failed = new AbortController();
  child.once('error', ({ message }) => {
    words += `${message}: install nginx with its module stream, and HAProxy.`;
    failed.abort();
  });
  child.once('exit', () => failed.abort());
  while (!(await accepts(port))) {
    if (failed.signal.aborted) throw new Error(`The proxy ended before it listened: ${words}`);
    await delay(10);
  }
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const isOpen = await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
  });
  socket.destroy();
  return isOpen;
}
