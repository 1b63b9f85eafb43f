import { test as base, expect } from '@playwright/test';
import { corpus } from '../fuzz/corpus/corpus.ts';
import type { HostileEntry, Outcome } from '../fuzz/corpus/hostile-entry.ts';
import { rawRequests } from '../fuzz/corpus/raw-requests.ts';
import { fuzz } from '../fuzz/fuzz.ts';
import { MEMORY_BOUND, memoryGrowth } from '../fuzz/memory-returns.ts';
import { pastSeeds } from '../fuzz/past-seeds.ts';
import { LINKS } from '../fuzz/play-script.ts';
import { sendRawRequest } from '../fuzz/send-raw-request.ts';
import { type ServerProcess, startServer } from '../fuzz/server-process.ts';
import { Session } from '../fuzz/session.ts';
import { Tally } from '../fuzz/tally.ts';

const test = base.extend<object, { server: ServerProcess }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern
    async ({}, use) => {
      const server = await startServer();
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});

for (const transport of ['websocket', 'polling'] as const) {
  test(`each frame of the corpus ends as it says over ${transport}, and the server lives`, async ({
    server,
  }) => {
    const play = async ({ frames }: HostileEntry): Promise<Outcome | 'offence'> => {
      const tally = new Tally();
      const session = await Session.open(LINKS[transport], server.url, { tally, seed: 0 });
      await session.play([{ name: 'entry', frames, mayClose: true }]);
      const { closed } = session;
      session.close();
      if (tally.offences.length > 0) return 'offence';
      // The session adds one call of its own, to see that the connection is served on.
      return closed ? 'closed' : tally.calls === 1 ? 'ignored' : 'answered';
    };
    for (const entry of corpus) {
      const outcome = await play(entry);
      const expected = entry.outcome === 'either' ? ['ignored', 'answered', 'closed'] : [entry.outcome];
      expect.soft(expected, `${entry.name}: ${entry.why}`).toContain(outcome);
    }
    expect(server.death).toBeUndefined();
  });
}

test('each raw request is answered as it must be, and the server lives', async ({ server }) => {
  await Promise.all(
    rawRequests.map(async (request) => {
      const status = await sendRawRequest(request, server.url);
      if (request.status !== undefined) {
        expect.soft(status, `${request.name}: ${request.why}`).toBe(request.status);
      }
    }),
  );
  expect(server.death).toBeUndefined();
});

test('random scripts leave no call unanswered, a polite client served and the memory as it was', async ({
  server,
}) => {
  const freshSeed = Date.now() % 1_000_000_000;
  console.log(`hostile input: fresh seed ${freshSeed}`);
  const run = (seed: number, scripts: number) =>
    fuzz(server, { seed, connections: 4, isOver: (played) => played >= scripts });
  await run(1, 4);
  const before = await server.memory();
  for (const { seed, why } of pastSeeds) expect((await run(seed, 1)).offences, why).toEqual([]);
  const tally = await run(freshSeed, 8);
  expect(tally.offences, `seed ${freshSeed}`).toEqual([]);
  expect(tally.answers.get('OK')).toBeGreaterThan(100);
  expect(tally.bystanderCalls).toBeGreaterThan(4);
  expect(await memoryGrowth(server, before)).toBeLessThan(MEMORY_BOUND);
  expect(server.death).toBeUndefined();
});
