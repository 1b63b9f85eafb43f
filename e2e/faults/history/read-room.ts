import type { StoredMessage } from './history.ts';
import type { Member } from './member.ts';

/** Reads a whole room out of the store, in the order of `seq`. Rejects if its numbers have a hole. */
export async function readRoom({ client, room }: Member): Promise<StoredMessage[]> {
  const stored: StoredMessage[] = [];
  for (let isMore = true; isMore; ) {
    const [oldest] = stored;
    const page = { room, limit: 100, ...(oldest && { before: oldest.seq }) };
    const reply = await client.call('message:history', page);
    if (!reply.ok) throw new Error(`The room could not be read: ${reply.error.message}`);
    stored.unshift(...reply.data.messages.map(({ id, seq, text }) => ({ id, seq, text })));
    isMore = reply.data.hasMore;
  }
  const hole = stored.findIndex(({ seq }, index) => seq !== index + 1);
  if (hole !== -1) throw new Error(`The room has number ${stored[hole]?.seq} in place ${hole + 1}.`);
  return stored;
}
