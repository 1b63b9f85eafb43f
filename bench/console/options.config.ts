import { parseArgs } from 'node:util';
import type { LoadOptions } from './measure.ts';

/** `--rate`, `--seconds` and `--capacity` of the command line; SWITCHBOARD_CHROMIUM names the browser. */
export function loadOptions(): LoadOptions {
  const { values } = parseArgs({
    // pnpm hands over the `--` that other package managers ask for.
    args: process.argv.slice(2).filter((arg) => arg !== '--'),
    options: {
      rate: { type: 'string', default: '5000' },
      seconds: { type: 'string', default: '30' },
      capacity: { type: 'string', default: '10000' },
    },
  });
  return {
    rate: positive('rate', values.rate),
    seconds: positive('seconds', values.seconds),
    capacity: positive('capacity', values.capacity),
    executablePath: browserPath(),
  };
}

/** SWITCHBOARD_CHROMIUM; Playwright's own browser if it is not set. */
export function browserPath(): string | undefined {
  return process.env.SWITCHBOARD_CHROMIUM;
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value <= 0)
    throw new Error(`--${name} takes a whole number above 0, not "${text}".`);
  return value;
}
