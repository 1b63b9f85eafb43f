import type { Message } from '@switchboard/events';
import type { ConsoleClient } from '../../lib/identity.ts';

const PAGE = 100;

/** What was said in a joined room since the message `after`, page by page; what could be had, if a page fails. */
export async function loadMissed(client: ConsoleClient, room: string, after: number): Promise<Message[]> {
  let missed: Message[] = [];
  let before: number | undefined;
  for (;;) {
    const page = { room, limit: PAGE, ...(before !== undefined && { before }) };
    const reply = await client.call('message:history', page);
    if (!reply.ok) return missed;
    const { messages, hasMore } = reply.data;
    missed = [...messages, ...missed];
    before = messages[0]?.seq;
    if (!hasMore || before === undefined || before <= after + 1) return missed;
  }
}
