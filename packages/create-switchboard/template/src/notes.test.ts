import { createClient } from '@switchboard/client';
import { startTestApp, type TestServer } from '@switchboard/node-server/testing';
import { expect, it, onTestFinished } from 'vitest';
import { contract } from './contract.ts';
import { createApp } from './server/app.ts';

/** A client of a server, over TLS. With a name it has entered. */
async function connect({ url, ca }: TestServer, name?: string) {
  const client = createClient(contract, url, { socketOptions: { ca } });
  onTestFinished(() => client.disconnect());
  if (name) expect(await client.call('user:enter', { name })).toMatchObject({ ok: true });
  return client;
}

const milk = { id: 1, author: 'Ann', text: 'Buy milk' };
const refused = (code: string) => ({ ok: false, error: { code } });

it('adds a note, and reports it to everyone', async () => {
  await using server = await startTestApp(createApp);
  const [ann, ben] = [await connect(server, 'Ann'), await connect(server)];
  const heard = new Promise((resolve) => ben.on('note:added', resolve));
  expect(await ben.call('note:list')).toEqual({ ok: true, data: { notes: [] } });

  expect(await ann.call('note:add', { text: ' Buy milk ' })).toEqual({ ok: true, data: milk });
  expect(await heard).toEqual(milk);
  expect(await ben.call('note:list')).toEqual({ ok: true, data: { notes: [milk] } });
});

it('takes no note without a name, and gives a name to one user at a time', async () => {
  await using server = await startTestApp(createApp);
  await connect(server, 'Ann');
  const stranger = await connect(server);

  expect(await stranger.call('note:add', { text: 'Hi' })).toMatchObject(refused('UNAUTHORIZED'));
  expect(await stranger.call('user:enter', { name: 'Ann' })).toMatchObject(refused('NAME_TAKEN'));
  expect(await stranger.call('user:enter', { name: 'Ben' })).toMatchObject({ ok: true });
  expect(await stranger.call('note:add', { text: 'Hi' })).toMatchObject({ ok: true });
});

it('takes no empty note, and at most five in a second', async () => {
  await using server = await startTestApp(createApp);
  const ann = await connect(server, 'Ann');

  expect(await ann.call('note:add', { text: ' ' })).toMatchObject(refused('BAD_REQUEST'));
  const replies = await Promise.all(Array.from({ length: 20 }, () => ann.call('note:add', { text: 'Hi' })));
  expect(replies.at(-1)).toMatchObject(refused('TOO_MANY_REQUESTS'));
});
