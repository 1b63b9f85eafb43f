import type { Agent } from 'node:https';
import type { Attack } from './attack.ts';
import type { Attacker } from './attacker.ts';

type Post = (body: string) => Promise<unknown>;

const PATH = '/socket.io/?EIO=4&transport=polling';
/** Leaves twice what it joined once, and joins again. */
const SURPLUS = ['41', '41', '40'].join('\u001e');
const ECHO = `421["system:echo",{"value":"${'x'.repeat(60_000)}"}]`;

/** Sessions over few TCP connections. */
export const pollingAttacks: readonly Attack[] = [
  {
    name: 'polling-sessions',
    counts: ['max_connections_per_address'],
    run: (attacker) => inSessions(attacker, async () => undefined),
  },
  {
    name: 'polling-sessions-joined',
    counts: ['max_connections_per_address'],
    run: (attacker) => inSessions(attacker, (post) => post('40')),
  },
  {
    name: 'polling-echoes-unread',
    counts: ['TOO_MANY_REQUESTS'],
    run: (attacker) => inSessions(attacker, (post) => echoes(post, 100)),
  },
  {
    name: 'polling-echoes-in-many-sessions',
    // Whichever limit it meets first: what its address moves, sends, leaves unread or has open.
    counts: ['TOO_MANY_REQUESTS', 'server_full', 'slow_reader', 'max_connections_per_address'],
    run: (attacker) => inSessions(attacker, (post) => echoes(post, 10)),
  },
  {
    name: 'polling-namespaces-never-joined',
    counts: [],
    run: (attacker) => inSessions(attacker, (post) => post('41/never,')),
  },
  {
    name: 'polling-surplus-disconnects',
    counts: ['unexpected_packet'],
    run: (attacker) =>
      inSessions(attacker, async (post) => {
        await post('40');
        for (let round = 0; round < 20; round++) await post(SURPLUS);
      }),
  },
];

async function echoes(post: Post, count: number): Promise<void> {
  await post('40');
  for (let echo = 0; echo < count; echo++) await post(ECHO);
}

/** Opens sessions one after the other over each of four connections, does this in them, and never reads what waits there. */
function inSessions(attacker: Attacker, work: (post: Post) => Promise<unknown>): Promise<void> {
  const agent: Agent = attacker.agent(4);
  const inSession = async (): Promise<void> => {
    const { sid } = JSON.parse((await attacker.request(agent, PATH)).slice(1)) as { sid?: string };
    if (sid) await work((body) => attacker.request(agent, `${PATH}&sid=${sid}`, body));
  };
  return attacker.inParallel(4, inSession, 0);
}
