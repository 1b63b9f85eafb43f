import { setTimeout as delay } from 'node:timers/promises';
import { it } from 'vitest';
import { startAttacker } from '../drill/attacker-process.ts';
import { FAMILIES } from '../drill/attacks.ts';
import { readCounts } from '../drill/counts.ts';
import { NODE_OPTIONS } from '../drill/drill.ts';
import { MEMORY_BOUND } from '../fuzz/memory-returns.ts';
import { startServer } from '../fuzz/server-process.ts';

/** Low limits, so that each is met, and short times, so that what was held is soon free. */
const ENV = {
  MAX_CONNECTIONS_PER_ADDRESS: '100',
  MAX_NEW_CONNECTIONS_PER_SECOND_PER_ADDRESS: '30',
  MAX_BUFFERED_BYTES: '2097152',
  CONNECT_TIMEOUT: '1',
  PING_INTERVAL: '1',
  PING_TIMEOUT: '5',
  DRAIN_SECONDS: '1',
};

/** Bytes that the process has in memory at most: its heap of 256 MiB, and what may wait for all its clients. */
const MOST_MEMORY = 450 * 1024 * 1024;

/** Milliseconds that an attack goes on at least; longer only until the server has counted it. */
const ATTACK = 3_000;

it.concurrent.for(Object.entries(FAMILIES))(
  'attacks on %s: the process lives, counts what it cuts and refuses, and gives its memory back',
  async ([, attacks], { expect }) => {
    const server = await startServer({ env: ENV, nodeOptions: NODE_OPTIONS });
    try {
      const { port } = new URL(server.url);
      const before = await server.memory();
      const attacker = await startAttacker(port);
      for (const { name, counts } of attacks) {
        const sum = async (): Promise<number> => {
          const counted = await readCounts(server.url);
          return counts.reduce((total, reason) => total + (counted.get(reason) ?? 0), 0);
        };
        const earlier = await sum();
        attacker.begin(name);
        await delay(ATTACK);
        if (counts.length > 0) await expect.poll(sum, { message: name }).toBeGreaterThan(earlier);
        const { bytes } = await attacker.end();
        expect(bytes, name).toBeGreaterThan(0);
        expect(server.death, `${name}: ${server.output()}`).toBeUndefined();
      }
      attacker.stop();
      expect(await server.peak()).toBeLessThan(MOST_MEMORY);
      await expect
        .poll(async () => (await server.memory()) - before, { interval: 500 })
        .toBeLessThan(MEMORY_BOUND);
    } finally {
      await server.stop();
    }
  },
);
