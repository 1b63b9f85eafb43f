import { once } from 'node:events';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { type Logger, pino } from 'pino';
import { tempFolder } from '../app.fixture.ts';
import type { TlsConfig } from '../config/tls-settings.ts';
import { type Authority, createAuthority } from './issue-certificate.ts';

export const PASSPHRASE = 'deployed';

/** A folder with a certificate, as somebody deploys it who has a CA. */
export interface Deployed {
  readonly folder: string;
  readonly authority: Authority;
  readonly tls: Extract<TlsConfig, { source: 'files' }>;
  /** Puts files into place, each in one step. */
  put(files: Partial<DeployedFiles>): void;
}

export interface DeployedFiles {
  readonly 'tls.key': string;
  readonly 'tls.crt': string;
  readonly 'ca.crt': string;
  readonly passphrase: string;
}

export async function deploy(folder = tempFolder()): Promise<Deployed> {
  const authority = await createAuthority();
  const put = (files: Partial<DeployedFiles>): void => putFiles(folder, files);
  put({ 'ca.crt': authority.cert, passphrase: PASSPHRASE, ...(await newPair(authority)) });
  return { folder, authority, tls: tlsIn(folder), put };
}

/** The configuration that names the files of a folder. */
export function tlsIn(folder: string): Deployed['tls'] {
  const at = (name: keyof DeployedFiles): string => join(folder, name);
  return {
    source: 'files',
    key: at('tls.key'),
    cert: at('tls.crt'),
    ca: at('ca.crt'),
    passphrase: { file: at('passphrase') },
  };
}

export async function newPair(authority: Authority): Promise<Pick<DeployedFiles, 'tls.key' | 'tls.crt'>> {
  const { key, cert } = await authority.issueServer(PASSPHRASE);
  return { 'tls.key': key, 'tls.crt': cert };
}

export function putFiles(folder: string, files: Partial<DeployedFiles>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    const file = join(folder, name);
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
  }
}

/** The serial number of the certificate that a new connection is served. */
export async function servedBy(port: number): Promise<string> {
  const socket = connect({ host: 'localhost', port, rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  const { serialNumber } = socket.getPeerCertificate();
  socket.destroy();
  return serialNumber;
}

/** A logger, and what it wrote. */
export function recordingLogger(): {
  logger: Logger;
  lines: LogLine[];
  logged(text: string): Promise<LogLine>;
} {
  const lines: LogLine[] = [];
  const waiting = new Set<() => void>();
  const write = (line: string): void => {
    lines.push(JSON.parse(line) as LogLine);
    for (const wake of waiting) wake();
  };
  const find = (text: string): LogLine | undefined => lines.find(({ msg }) => msg.includes(text));
  return {
    logger: pino({ level: 'info' }, { write }),
    lines,
    /** Resolves to the first line with this text, once it is there. */
    logged: (text) =>
      new Promise((resolve) => {
        const wake = (): void => {
          const line = find(text);
          if (!line) return;
          waiting.delete(wake);
          resolve(line);
        };
        waiting.add(wake);
        wake();
      }),
  };
}

interface LogLine {
  readonly level: number;
  readonly msg: string;
  readonly [field: string]: unknown;
}
