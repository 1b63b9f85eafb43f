import assert from 'node:assert/strict';
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rawCaller, socketIoCaller } from './verify-callers.js';

const EVENTS = 12;
const ORDER = {
  id: 'order',
  customer: 'Ada',
  express: true,
  lines: [
    { sku: 'A', count: 2, price: 1.5 },
    { sku: 'B', count: 1, price: 4 },
  ],
};
const RECEIPT = { id: 'order', total: 7, accepted: true };
const BAD_ORDERS = [
  { ...ORDER, id: '' },
  { ...ORDER, lines: [] },
  { ...ORDER, lines: [{ sku: 'A', count: 1.5, price: 1 }] },
  { ...ORDER, express: 'yes' },
];

const ECHO = { value: { a: [1, 'two', null] } };
const BAD_BURSTS = [{ count: 0 }, { count: 1001 }, { count: '1' }];

const peers = JSON.parse(readFileSync(new URL('peers.json', import.meta.url), 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'switchboard-peers-'));
const key = join(folder, 'key.pem');
const cert = join(folder, 'cert.pem');
try {
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '1',
    ].concat(['-subj', '/CN=localhost', '-keyout', key, '-out', cert]),
    { stdio: 'ignore' },
  );
  for (const peer of peers) for (const tls of [false, true]) await verify(peer, tls);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function verify({ variant, entry, flavour, validates }, tls) {
  const server = fork(new URL(entry, import.meta.url), {
    env: {
      NODE_ENV: 'production',
      BENCH_EVENTS: String(EVENTS),
      ...(tls && { BENCH_TLS: '1', BENCH_KEY: key, BENCH_CERT: cert }),
    },
    execArgv: ['--expose-gc'],
  });
  try {
    const [{ port }] = await once(server, 'message');
    const connect = flavour === 'raw-ws' ? rawCaller : socketIoCaller;
    const [caller, other] = await Promise.all([connect(port, tls), connect(port, tls)]);
    for (const event of ['order:place', 'extra:0', `extra:${EVENTS - 5}`])
      assert.deepEqual(await caller.call(event, ORDER), RECEIPT, event);
    assert.deepEqual(await caller.call('system:echo', ECHO), ECHO);
    if (validates !== 'nothing') {
      for (const event of ['order:place', 'extra:0'])
        for (const order of BAD_ORDERS) assert.equal(await caller.call(event, order), 'refused', event);
      assert.equal(await caller.call('system:echo', { valu: 1 }), 'refused');
      for (const burst of BAD_BURSTS) assert.equal(await caller.call('burst:start', burst), 'refused');
    }
    assert.deepEqual(await caller.call('burst:start', { count: 100 }), { sent: 100 });
    for (const { heard } of [caller, other]) {
      const events = await heard(100);
      assert.equal(new Set(events.map(({ id }) => id)).size, 100);
      for (const { total, accepted, at } of events)
        assert.deepEqual([typeof total, accepted, typeof at], ['number', true, 'number']);
    }
    assert.deepEqual(await caller.call('order:place', ORDER), RECEIPT);
    await Promise.all([caller.close(), other.close()]);
    console.log(`${variant}, ${tls ? 'TLS' : 'plain'}: as agreed; validates ${validates}.`);
  } finally {
    server.kill();
  }
}
