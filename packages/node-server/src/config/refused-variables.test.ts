import { describe, expect, it } from 'vitest';
import { FILE, load, problemsOf } from './loaded-config.fixture.ts';

const LIMITS = [
  'TOKEN_TTL',
  'SESSION_MAX_AGE',
  'SESSION_CHECK_INTERVAL',
  'CONNECT_TIMEOUT',
  'MAX_PACKET_BYTES',
  'MAX_CONNECTIONS',
  'MAX_CONNECTIONS_PER_ADDRESS',
  'MAX_CONNECTIONS_PER_USER',
  'MAX_BUFFERED_BYTES',
  'MAX_BUFFERED_BYTES_IN_TOTAL',
  'MAX_PACKETS_PER_SECOND',
  'MAX_BYTES_PER_SECOND',
  'MAX_BYTES_PER_SECOND_PER_ADDRESS',
  'MAX_NEW_CONNECTIONS_PER_SECOND_PER_ADDRESS',
  'MAX_RECEIVED_BYTES_PER_SECOND_PER_ADDRESS',
];

describe.each(LIMITS)('the limit %s', (name) => {
  it.each([
    '0',
    '-1',
    '1.5x',
    'off',
    'none',
    'Infinity',
    'NaN',
    '1e3',
    '0x1000',
    '1_000',
    '1,000',
    ' 100',
    '9'.repeat(15),
  ])('cannot be switched off by a typo: %j', (value) => {
    expect(problemsOf({ [name]: value })).toEqual([expect.stringMatching(`^${name} must be a .*\\.$`)]);
  });

  it('keeps its default where it is empty', () => {
    expect(load({ [name]: '' })).toEqual(load({}));
  });
});

describe('a variable that does not fit', () => {
  it.each([
    ['SERVER_PORT', 'abc', 'must be a port number, at most 65535.'],
    ['SERVER_PORT', '-1', 'must be a port number, at most 65535.'],
    ['SERVER_PORT', '65536', 'must be a port number, at most 65535.'],
    ['SERVER_PORT', '80.5', 'must be a port number, at most 65535.'],
    ['SERVER_PORT', '0x1F90', 'must be a port number, at most 65535.'],
    ['SERVER_PORT', ' ', 'must be a port number, at most 65535.'],
    ['HEALTH_PORT', 'on', 'must be a port number, at most 65535.'],
    ['REDIS_URL', 'http://redis', 'must be like redis://user:password@host:6379.'],
    ['PING_TIMEOUT', 'abc', 'must be a number of seconds, more than 0 and at most 3600.'],
    ['PING_TIMEOUT', '0', 'must be a number of seconds, more than 0 and at most 3600.'],
    ['PING_TIMEOUT', '20s', 'must be a number of seconds, more than 0 and at most 3600.'],
    ['PING_TIMEOUT', '-5', 'must be a number of seconds, more than 0 and at most 3600.'],
    ['PING_INTERVAL', '3601', 'must be a number of seconds, more than 0 and at most 3600.'],
    ['PING_INTERVAL', 'Infinity', 'must be a number of seconds, more than 0 and at most 3600.'],
    ['TOKEN_SECRET_FILE', '/gone', 'names a file that does not exist: /gone.'],
    ['TOKEN_TTL', '2147484', 'must be a number of seconds, more than 0 and at most 2147483.'],
    ['LOG_LEVEL', 'loud', 'must be a level such as info or warn.'],
    ['BATCHED_WRITES', 'no', 'must be on or off.'],
    ['BATCHED_WRITES', 'OFF', 'must be on or off.'],
    ['LOG_PAYLOADS', 'yes', 'must be true or false.'],
    ['LOG_PAYLOADS', 'True', 'must be true or false.'],
    ['NODE_ENV', 'Production', 'must be production, development or test.'],
    ['NODE_ENV', 'production ', 'must be production, development or test.'],
    ['NODE_ENV', 'prod', 'must be production, development or test.'],
    ['NODE_ENV', 'staging', 'must be production, development or test.'],
  ])('%s=%s is refused in one line', (name, value, problem) => {
    expect(problemsOf({ [name]: value })).toEqual([`${name} ${problem}`]);
  });

  it('has a line for each of several', () => {
    const lines = problemsOf({ SERVER_PORT: 'abc', PING_TIMEOUT: 'abc', ALLOWED_ORIGINS: 'a,b' });
    expect(lines.map((line) => line.split(' ')[0])).toEqual([
      'SERVER_PORT',
      'PING_TIMEOUT',
      'ALLOWED_ORIGINS',
    ]);
  });
});

describe('variables that do not go together', () => {
  it.each([
    [
      { SERVER_PORT: '8080', HEALTH_PORT: '8080' },
      'HEALTH_PORT and SERVER_PORT are the same: set another port for health checks.',
    ],
    [
      { TOKEN_SECRET: 'x', TOKEN_SECRET_FILE: FILE },
      'TOKEN_SECRET and TOKEN_SECRET_FILE are both set: set one of them.',
    ],
    [
      { REDIS_URL: 'redis://localhost' },
      'TOKEN_SECRET is missing: REDIS_URL is set, so set the secret that all machines sign their tokens with.',
    ],
  ])('%o are refused in one line', (env, line) => {
    expect(problemsOf(env)).toEqual([line]);
  });
});
