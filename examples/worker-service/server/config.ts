import {
  readVariables,
  type ServerConfig,
  serverVariables,
  toServerConfig,
} from '@switchboard/node-server/config';
import { z } from 'zod';

export interface Config extends ServerConfig {
  readonly scannerKey: string;
}

/** Throws a StartError with one line for each variable that does not fit. */
export function loadConfig(env: NodeJS.ProcessEnv = process.env, folder: string = process.cwd()): Config {
  const variables = {
    ...serverVariables(folder),
    /** What scanners prove themselves with, at least 16 characters. */
    SCANNER_KEY: z
      .string('must be set, to at least 16 characters')
      .min(16, 'must have at least 16 characters'),
  };
  const values = readVariables(variables, env);
  return { ...toServerConfig(values, folder), scannerKey: values.SCANNER_KEY };
}
