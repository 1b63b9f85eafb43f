import { pino } from 'pino';

/** A line of the log. */
export interface Line {
  readonly msg: string;
  readonly event: string;
  readonly [key: string]: unknown;
}

/** A logger, the lines that it wrote, and those of calls among them. */
export function memoryLogger() {
  const all: Line[] = [];
  const lines: Line[] = [];
  const write = (text: string): void => {
    const line = JSON.parse(text) as Line;
    all.push(line);
    if (line.msg === 'call') lines.push(line);
  };
  return { all, lines, logger: pino({ base: null, timestamp: false }, { write }) };
}
