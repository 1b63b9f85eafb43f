import type { Caller } from './caller.ts';

/** Logs every caller in under a name of its own and has it join a room of that name. Rejects if one is refused. */
export async function enterRooms(callers: readonly Caller[], rooms: string): Promise<void> {
  for (const [index, caller] of callers.entries()) {
    const name = `${rooms}-${index}`;
    await callOnce(caller, 'session:login', { name });
    await callOnce(caller, 'room:join', { room: name });
  }
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
