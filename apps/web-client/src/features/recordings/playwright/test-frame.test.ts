import { expect, it } from 'vitest';
import { type TestFrame, writeFrame } from './test-frame.ts';

const bare: TestFrame = {
  title: 'A meeting',
  url: 'http://localhost:3000',
  body: [],
  contracts: [],
  hasRaw: false,
  hasNames: false,
  hasParts: false,
  hasIgnored: false,
  duration: 0,
};

it('an exported test names the packages that it needs', () => {
  const contracts = [{ module: '@switchboard/events', name: 'contract' }];
  expect(writeFrame({ ...bare, hasRaw: true })).toContain(
    '// It needs the packages @playwright/test, socket.io-client. ',
  );
  expect(writeFrame({ ...bare, contracts: [...contracts, ...contracts] })).toContain(
    '// It needs the packages @playwright/test, @switchboard/client, @switchboard/events. ',
  );
});

it('an exported test names the variables that it reads', () => {
  const body = ["const secret2 = process.env.RECORDED_SECRET_2 ?? '';"];
  expect(writeFrame({ ...bare, body })).toContain('// RECORDED_SECRET_1 and so on are secrets');
  expect(writeFrame(bare)).toContain('SWITCHBOARD_URL names another server.');
  expect(writeFrame(bare)).not.toContain('RECORDED_SECRET');
});
