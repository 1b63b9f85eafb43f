import { expect, it } from 'vitest';
import { z } from 'zod';
import { StartError } from '../lifecycle/start-error.ts';
import { serverVariables } from './server-config.ts';
import { port, readVariables, seconds } from './variables.ts';

/** The variables of an application, with those of its server. */
const shape = {
  ...serverVariables('/app'),
  PAGES_PORT: port(5173),
  CLOSING_TIME: seconds(60),
  SHOP: z.string(),
  COLOUR: z.enum(['red', 'green']).optional(),
  CODE: z.string().min(4).regex(/^\d+$/).optional(),
};

function linesOf(env: Record<string, string>): string[] {
  try {
    readVariables(shape, env);
  } catch (error) {
    expect(error).toBeInstanceOf(StartError);
    return (error as Error).message.split('\n');
  }
  throw new Error('Nothing was wrong.');
}

it('reads the variables of the application beside those of the server', () => {
  const values = readVariables(shape, { SHOP: 'tea', PAGES_PORT: '80', PING_TIMEOUT: '1', HOME: '/root' });
  expect(values).toMatchObject({ SHOP: 'tea', PAGES_PORT: 80, CLOSING_TIME: 60_000, PING_TIMEOUT: 1_000 });
  expect(values).not.toHaveProperty('HOME');
});

it('names every bad variable of both in one error, each in one line', () => {
  const env = { SERVER_PORT: 'abc', PING_TIMEOUT: '0', PAGES_PORT: '-1', CLOSING_TIME: 'late', SHOP: 'tea' };
  expect(linesOf(env)).toEqual([
    'SERVER_PORT must be a port number, at most 65535.',
    'PING_TIMEOUT must be a number of seconds, more than 0 and at most 3600.',
    'PAGES_PORT must be a port number, at most 65535.',
    'CLOSING_TIME must be a number of seconds, more than 0 and at most 3600.',
  ]);
});

it.each([[{}], [{ SHOP: '' }]])('says that a variable without a default is missing: %o', (env) => {
  expect(linesOf(env)).toEqual(['SHOP is missing: set it.']);
});

it("gives the validator's own words after the name, one line however much is wrong with it", () => {
  expect(linesOf({ SHOP: 'tea', COLOUR: 'blue', CODE: 'x' })).toEqual([
    'COLOUR: Invalid option: expected one of "red"|"green".',
    expect.stringMatching(/^CODE: Too small: .*[^.]\.$/),
  ]);
});
