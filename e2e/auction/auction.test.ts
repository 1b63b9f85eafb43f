import { createClient } from '@switchboard/client';
import { startTestApp, type TestServer } from '@switchboard/node-server/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createApp } from './app.ts';
import { contract } from './contract.ts';
import { createApp as inOneCall } from './one-call.ts';

/** A client, which enters with the name if it has one. */
async function connect({ url, ca }: TestServer, name?: string) {
  const client = createClient(contract, url, { socketOptions: { ca } });
  onTestFinished(() => client.disconnect());
  if (name) expect(await client.call('user:enter', { name })).toMatchObject({ ok: true });
  return client;
}

const bid = { auction: 1, price: 7 };
const refused = (code: string) => ({ ok: false, error: { code } });

describe.each(Object.entries({ parts: createApp, 'one call': inOneCall }))('made from %s', (_, createApp) => {
  it('sells to the highest bid, and reports each bid to everyone', async () => {
    await using server = await startTestApp(createApp);
    const [ann, ben] = [await connect(server, 'Ann'), await connect(server, 'Ben')];
    const lamp = { id: 1, title: 'A lamp', seller: 'Ann', price: 5, bidder: null };
    expect(await ann.call('auction:open', { title: 'A lamp', price: 5 })).toEqual({ ok: true, data: lamp });

    const heard = new Promise((resolve) => ann.on('bid:placed', resolve));
    const sold = { ...lamp, price: 7, bidder: 'Ben' };
    expect(await ben.call('bid:place', bid)).toEqual({ ok: true, data: sold });
    expect(await heard).toEqual(sold);
    expect(await ann.call('bid:place', bid)).toMatchObject(refused('TOO_LOW'));
    expect(await ben.call('auction:list')).toEqual({ ok: true, data: { auctions: [sold] } });
  });

  it('takes no bid without a name, and gives a name to one user at a time', async () => {
    await using server = await startTestApp(createApp);
    const [ann, stranger] = [await connect(server, 'Ann'), await connect(server)];
    expect(await stranger.call('bid:place', bid)).toMatchObject(refused('UNAUTHORIZED'));
    expect(await stranger.call('user:enter', { name: 'Ann' })).toMatchObject(refused('NAME_TAKEN'));
    expect(await ann.call('user:leave')).toEqual({ ok: true, data: {} });
    expect(await stranger.call('user:enter', { name: 'Ann' })).toMatchObject({ ok: true });
  });
});
