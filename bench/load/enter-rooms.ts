import type { Caller } from './caller.ts';

export interface EnterRooms {
  /** What the names of the rooms, and of those who are in them, begin with. */
  readonly rooms: string;
  /** How many share a room. @default 1 */
  readonly members?: number;
}

/** Callers that enter at the same time. */
const AT_ONCE = 10;

/** Logs every caller in under a name of its own, and has it join a room. Resolves to the room of each; rejects if one is refused. */
export async function enterRooms(
  callers: readonly Caller[],
  { rooms, members = 1 }: EnterRooms,
): Promise<string[]> {
  const count = Math.ceil(callers.length / members);
  const entered = callers.map((_, index) => `${rooms}-${index % count}`);
  await forEach(callers, async (caller, index) => {
    await callOnce(caller, 'session:login', { name: `${rooms}-${index}` });
    await callOnce(caller, 'room:join', { room: entered[index] });
  });
  return entered;
}

/** Has every caller, who has logged in, join the room. */
export async function joinRoom(callers: readonly Caller[], room: string): Promise<void> {
  await forEach(callers, (caller) => callOnce(caller, 'room:join', { room }));
}

async function forEach(
  callers: readonly Caller[],
  run: (caller: Caller, index: number) => Promise<unknown>,
): Promise<void> {
  for (let start = 0; start < callers.length; start += AT_ONCE)
    await Promise.all(
      callers.slice(start, start + AT_ONCE).map((caller, index) => run(caller, start + index)),
    );
}

/** Resolves to the data of the reply. */
async function callOnce(caller: Caller, event: string, payload: object): Promise<unknown> {
  try {
    return await new Promise((resolve, reject) => {
      caller.hear({
        onLost: reject,
        onReply: (_n, data) => {
          if (typeof data === 'object' && data !== null && 'ok' in data)
            reject(new Error(`${event} was refused: ${JSON.stringify(data)}`));
          else resolve(data);
        },
      });
      caller.call(0, event, JSON.stringify(payload));
    });
  } finally {
    caller.hear(undefined);
  }
}
