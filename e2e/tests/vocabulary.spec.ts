import { expect, test } from '../stack/test.ts';

test('every event of the contract is answered as declared', async ({ newClient }) => {
  const client = newClient();

  const time = await client.call('system:time');
  expect(time).toMatchObject({ ok: true, data: { now: expect.stringMatching(/^\d{4}-.*Z$/) } });

  const echo = await client.call('system:echo', { value: { list: [1, 'two', null] } });
  expect(echo).toEqual({ ok: true, data: { value: { list: [1, 'two', null] } } });

  expect(await client.call('room:list')).toMatchObject({ ok: false, error: { code: 'UNAUTHORIZED' } });

  const login = await client.call('session:login', { name: 'Vera' });
  if (!login.ok) throw new Error(login.error.message);
  const { user, token } = login.data;
  expect(user.name).toBe('Vera');
  expect(token.length).toBeGreaterThan(20);
  const refreshed = await client.call('session:refresh');
  if (!refreshed.ok) throw new Error(refreshed.error.message);
  expect(refreshed.data.token).not.toBe(token);
  expect(Date.parse(refreshed.data.expiresAt)).toBeGreaterThan(Date.now());

  const refused = await client.call('message:send', { room: 'vocabulary', text: 'too early' });
  expect(!refused.ok && refused.error.code === 'ROOM_NOT_JOINED' && refused.error.data.room).toBe(
    'vocabulary',
  );

  const joined = await client.call('room:join', { room: 'vocabulary' });
  if (!joined.ok) throw new Error(joined.error.message);
  expect(joined.data.members).toEqual([user]);

  const sent = await client.call('message:send', { room: 'vocabulary', text: 'hello' });
  if (!sent.ok) throw new Error(sent.error.message);
  expect(sent.data.seq).toBe(1);

  const history = await client.call('message:history', { room: 'vocabulary', limit: 5 });
  if (!history.ok) throw new Error(history.error.message);
  expect(history.data.hasMore).toBe(false);
  expect(history.data.messages).toEqual([{ ...sent.data, room: 'vocabulary', author: user, text: 'hello' }]);

  // The list may be a second old.
  const here = { ok: true, data: { rooms: expect.arrayContaining([{ name: 'vocabulary', members: 1 }]) } };
  await expect.poll(() => client.call('room:list')).toMatchObject(here);
  expect(await client.call('room:list', { limit: 1 })).toMatchObject({ ok: true, data: { rooms: [{}] } });

  client.send('typing:set', { room: 'vocabulary', typing: true });
  expect(await client.call('room:leave', { room: 'vocabulary' })).toEqual({ ok: true, data: {} });
  const again = await client.call('room:leave', { room: 'vocabulary' });
  expect(!again.ok && again.error.code === 'ROOM_NOT_JOINED' && again.error.data.room).toBe('vocabulary');
  const twin = newClient();
  twin.setAuth({ token: refreshed.data.token });
  const ended = new Promise((resolve) => twin.on('session:ended', resolve));
  await twin.call('system:time');
  expect(await client.call('session:logout')).toEqual({ ok: true, data: {} });
  expect(await ended).toEqual({ reason: 'revoked' });
});

test('what one does, the others in the room hear', async ({ newClient }) => {
  const [alice, bob] = [newClient(), newClient()];
  await alice.call('session:login', { name: 'Alice of the room' });
  await bob.call('session:login', { name: 'Bob of the room' });
  await alice.call('room:join', { room: 'hearing' });

  const heard: string[] = [];
  alice.on('room:joined', ({ user }) => heard.push(`joined ${user.name}`));
  alice.on('typing:changed', ({ user, typing }) => heard.push(`typing ${user.name} ${typing}`));
  alice.on('message:sent', ({ author, text }) => heard.push(`message ${author.name}: ${text}`));
  alice.on('room:left', ({ user }) => heard.push(`left ${user.name}`));
  alice.on('system:notice', ({ level, text }) => heard.push(`${level}: ${text}`));

  await bob.call('room:join', { room: 'hearing' });
  bob.send('typing:set', { room: 'hearing', typing: true });
  await bob.call('message:send', { room: 'hearing', text: 'hi' });
  await bob.call('room:leave', { room: 'hearing' });

  await expect
    .poll(() => heard)
    .toEqual([
      'joined Bob of the room',
      'typing Bob of the room true',
      'message Bob of the room: hi',
      'left Bob of the room',
    ]);
});
