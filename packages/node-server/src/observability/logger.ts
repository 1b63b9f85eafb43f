import { hostname } from 'node:os';
import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino';
import type { ServerConfig } from '../config/server-config.ts';
import { escapeControls } from './escape-controls.ts';

/** Milliseconds that a line waits for others, at most. */
const BATCH_TIME = 20;
/** Characters of lines that are written without waiting any longer. */
const BATCH_SIZE = 65_536;
/** Bytes that may wait for a reader that is too slow. */
const MAX_WAITING = 16 * 2 ** 20;

/** Characters of one text: room for a stack, not for what somebody sends to fill the disc. */
const MAX_TEXT = 8_192;

/**
 * One JSON object a line in production, written in batches within 20 ms and always before the process exits, unless it is killed;
 * short coloured lines in development. `worker` says which of several processes it is. No text of a line is longer than 8,192
 * characters, and none can move the cursor of the terminal that shows it.
 */
export async function createLogger(
  { production, logLevel: level }: Pick<ServerConfig, 'production' | 'logLevel'>,
  worker?: number | 'primary',
): Promise<Logger> {
  const options = {
    level,
    base: { pid: process.pid, hostname: hostname(), ...(worker !== undefined && { worker }) },
    serializers: { err: (err: Error) => cutTexts(stdSerializers.err(err)) },
    formatters: { log: cutTexts },
    hooks: { streamWrite: (line: string) => escapeControls(line, { twice: !production }) },
  };
  if (production) return pino(options, inBatches());
  const { default: pretty } = await import('pino-pretty');
  return pino(options, pretty({ ignore: 'pid,hostname', translateTime: 'HH:MM:ss.l', singleLine: true }));
}

/**
 * Standard output, many lines at once. They are joined here, since pino's own stream (`minLength`) measures all that waits again
 * for each line.
 */
function inBatches(): DestinationStream & { flushSync(): void } {
  const output = pino.destination({ dest: 1, sync: false, maxLength: MAX_WAITING });
  output.once('drop', () =>
    process.emitWarning('Lines of the log are lost: what reads the standard output is too slow.'),
  );
  let lines = '';
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (lines !== '') output.write(lines);
    lines = '';
  };
  const flushSync = (): void => {
    flush();
    output.flushSync();
  };
  process.on('exit', flushSync);
  return {
    write: (line) => {
      lines += line;
      if (lines.length >= BATCH_SIZE) flush();
      else if (!timer) timer = setTimeout(flush, BATCH_TIME).unref();
    },
    flushSync,
  };
}

function cutTexts<Line extends object>(line: Line): Line {
  if (!hasLong(line)) return line;
  const long = Object.entries(line).filter(
    ([, value]) => typeof value === 'string' && value.length > MAX_TEXT,
  );
  const cut = long.map(([key, text]) => [key, `${(text as string).slice(0, MAX_TEXT)}…`]);
  return { ...line, ...Object.fromEntries(cut) };
}

/** Allocates nothing: it looks at every line. */
function hasLong(line: object): boolean {
  for (const key in line) {
    const value: unknown = Reflect.get(line, key);
    if (typeof value === 'string' && value.length > MAX_TEXT) return true;
  }
  return false;
}
