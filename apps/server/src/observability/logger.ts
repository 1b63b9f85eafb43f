import { hostname } from 'node:os';
import { type Logger, pino, stdSerializers } from 'pino';
import type { Config } from '../config.ts';
import { escapeControls } from './escape-controls.ts';

/** Characters of one text: room for a stack, not for what somebody sends to fill the disc. */
const MAX_TEXT = 8_192;

/**
 * One JSON object a line in production; short coloured lines in development. `worker` tells the processes apart. No text
 * of a line is longer than 8,192 characters, and none can move the cursor of the terminal that shows it.
 */
export async function createLogger(
  { production, logLevel: level }: Pick<Config, 'production' | 'logLevel'>,
  worker?: number | 'primary',
): Promise<Logger> {
  const options = {
    level,
    base: { pid: process.pid, hostname: hostname(), ...(worker !== undefined && { worker }) },
    serializers: { err: (err: Error) => cutTexts(stdSerializers.err(err)) },
    formatters: { log: cutTexts },
    hooks: { streamWrite: (line: string) => escapeControls(line, { twice: !production }) },
  };
  if (production) return pino(options);
  const { default: pretty } = await import('pino-pretty');
  return pino(options, pretty({ ignore: 'pid,hostname', translateTime: 'HH:MM:ss.l', singleLine: true }));
}

function cutTexts<Line extends object>(line: Line): Line {
  const long = Object.entries(line).filter(
    ([, value]) => typeof value === 'string' && value.length > MAX_TEXT,
  );
  if (long.length === 0) return line;
  const cut = long.map(([key, text]) => [key, `${(text as string).slice(0, MAX_TEXT)}…`]);
  return { ...line, ...Object.fromEntries(cut) };
}
