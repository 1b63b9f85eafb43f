import { type Logger, pino } from 'pino';
import pretty from 'pino-pretty';
import type { Config } from '../config.ts';

/** One JSON object a line in production; short coloured lines in development. */
export function createLogger({
  production,
  logLevel: level,
}: Pick<Config, 'production' | 'logLevel'>): Logger {
  if (production) return pino({ level });
  return pino({ level }, pretty({ ignore: 'pid,hostname', translateTime: 'HH:MM:ss.l', singleLine: true }));
}
