import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  port,
  readVariables,
  type ServerConfig,
  serverVariables,
  toServerConfig,
  whole,
} from '@switchboard/node-server/config';

/** The repository's folder, which paths are relative to. */
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

export interface Config extends ServerConfig {
  readonly roomAttachmentBytes: number;
  /** The built console's folder, in production. */
  readonly consoleDir: string | undefined;
  /** Where it is, from the status page: a path beside it, or another server in development. */
  readonly consoleUrl: string;
  /** Where the development certificates are kept, which the console's development server has too. */
  readonly devCertificates: string;
}

/** Reads the whole environment. Throws a StartError with one line for each variable that does not fit. */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const variables = {
    ...serverVariables(ROOT),
    /** Port of the console's development server, for the links. */
    CONSOLE_PORT: port(5173),
    /** The bytes that the attachments of one room may have together: a larger one is refused, and its text is welcome. */
    ROOM_ATTACHMENT_BYTES: whole(131_072, 1_099_511_627_776, 67_108_864),
  };
  const values = readVariables(variables, env);
  const config = toServerConfig(values, ROOT);
  return {
    ...config,
    roomAttachmentBytes: values.ROOM_ATTACHMENT_BYTES,
    devCertificates: resolve(ROOT, '.certificates'),
    consoleDir: config.production ? resolve(ROOT, 'apps/web-client/dist') : undefined,
    consoleUrl: config.production
      ? 'console/'
      : `${config.tls.source === 'off' ? 'http' : 'https'}://localhost:${values.CONSOLE_PORT}/`,
  };
}
