import { createExchange } from '../fuzz/https-exchange.ts';

const COUNTED =
  /^switchboard_(?:refused_connections|closed_connections|calls)_total\{[^}]*(?:reason|code)="([^"]+)"[^}]*\} (\d+)$/gm;

/** What the server did, by reason: cuts, refusals, and calls that it did not serve. */
export async function readCounts(url: string): Promise<ReadonlyMap<string, number>> {
  const { exchange, close } = createExchange(url);
  const answer = await exchange('/metrics');
  close();
  const counts = new Map<string, number>();
  for (const [, reason = '', count] of answer?.body.matchAll(COUNTED) ?? [])
    if (reason !== 'OK') counts.set(reason, (counts.get(reason) ?? 0) + Number(count));
  return counts;
}
