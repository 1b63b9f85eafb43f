import { Recorder, type Recording } from './recorder.ts';

export type Connect = typeof import('socket.io-client').io;

export interface Scene {
  readonly io: Connect;
  readonly url: string;
  readonly transport: 'polling' | 'websocket';
}

/** Milliseconds that the application has for an answer. Only what is broken takes so long. */
const PATIENCE = 30_000;

const EVENTS = ['heard', 'left', 'picture', 'whisper', 'said'];

/** What a script saw: each of its clients, and what the application reported of each. */
export interface Performance {
  readonly alice: Recording;
  readonly bob: Recording;
  readonly chat: Recording;
  readonly reports: Readonly<Record<string, readonly unknown[]>>;
}

/** Does everything that clients of the application do, on both of its namespaces. */
export async function playScript(scene: Scene): Promise<Performance> {
  const { headers } = await fetch(`${scene.url}/login`);
  const cookie = headers.getSetCookie().map((each) => each.split(';')[0]);
  const alice = await enter(scene, 'alice', { cookie: cookie.join('; ') });
  const bob = await enter(scene, 'bob');
  await askForAnswers(alice);
  await whisper(scene, alice);
  await useRooms(alice, bob);
  await answerTheServer(alice, bob);
  await runIntoFailures(alice);
  await comeBack(scene, alice, bob);
  const chat = await visitChat(scene);
  await leave(alice, bob);
  const reports = (await (await fetch(`${scene.url}/reports`)).json()) as Performance['reports'];
  return { alice: alice.recording, bob: bob.recording, chat, reports };
}

/** Emits 40 events before the connection is there, as applications do. */
async function enter(
  scene: Scene,
  name: string,
  extraHeaders: Record<string, string> = {},
): Promise<Recorder> {
  const { io, url, transport } = scene;
  const options = { autoConnect: false, forceNew: true, reconnectionDelay: 10, extraHeaders };
  const socket = io(url, { ...options, transports: [transport], auth: { name } });
  const client = new Recorder(socket);
  for (const event of EVENTS) socket.on(event, (...args) => client.note(event, ...args));
  socket.on('connect', () => client.note('connect', socket.recovered));
  socket.on('disconnect', (reason) => client.note('disconnect', reason));
  const counts = Array.from({ length: 40 }, () => socket.emitWithAck('count'));
  client.connect();
  client.note('count', ...(await Promise.all(counts)));
  return client;
}

/** Resolves when this event has arrived. */
async function heard({ socket }: Recorder, event: string): Promise<void> {
  await new Promise((resolve) => socket.once(event, resolve));
}

/** Notes all values of the answer. */
async function ask(client: Recorder, event: string, ...args: readonly unknown[]): Promise<void> {
  const answer = await new Promise((resolve) => {
    client.socket.timeout(PATIENCE).emit(event, ...args, (...values: unknown[]) => resolve(values));
  });
  client.note(event, answer);
}

/** Notes an answer where none is expected. Resolves when the application has taken the event. */
async function expectSilence(client: Recorder, event: string, ...args: readonly unknown[]): Promise<void> {
  client.socket.emit(event, ...args, (...values: unknown[]) => client.note(event, values));
  await ask(client, 'nothing');
}

/** Emits without an acknowledgement. Resolves when the application has taken the event. */
async function say(client: Recorder, event: string): Promise<void> {
  client.socket.emit(event, 'without an acknowledgement');
  await ask(client, 'nothing');
}

async function askForAnswers(alice: Recorder): Promise<void> {
  await ask(alice, 'sum', 1, 2, 3);
  await ask(alice, 'pair');
  await ask(alice, 'nothing');
  await ask(alice, 'many', null, [1, [2]], { three: 3 }, 'four', 5, 'six');
  await ask(alice, 'ok-false');
  await ask(alice, 'delayed');
  await ask(alice, '$dollar');
  await ask(alice, 'twice');
  await ask(alice, 'visit');
  await ask(alice, 'visit');
  await ask(alice, 'reverse', Buffer.from([1, 2, 250]));
  alice.socket.emit('picture', 'Mona Lisa');
  await heard(alice, 'picture');
  await ask(alice, 'once');
  await expectSilence(alice, 'once');
  await expectSilence(alice, 'nobody-listens', { to: 'this' });
  await say(alice, 'nobody-listens');
  await new Promise<void>((resolve) => {
    alice.socket.timeout(20).emit('nobody-listens', (...values: unknown[]) => {
      alice.note('20 ms for nobody-listens', values);
      resolve();
    });
  });
}

/** Over polling it depends on chance whether a volatile event is sent. */
async function whisper({ transport }: Scene, alice: Recorder): Promise<void> {
  if (transport === 'polling') return;
  alice.socket.volatile.emit('whisper', 'psst');
  await heard(alice, 'whisper');
}

async function useRooms(alice: Recorder, bob: Recorder): Promise<void> {
  await ask(alice, 'join', 'blue');
  await ask(bob, 'join', 'blue');
  await Promise.all([shout(alice, 'hello'), heard(bob, 'heard')]);
}

async function answerTheServer(alice: Recorder, bob: Recorder): Promise<void> {
  alice.socket.once('question', (text: string, answer: (text: string) => void) => answer(`${text}: fine`));
  await ask(alice, 'ask');
  await ask(alice, 'ask-in-vain');
  for (const [name, { socket }] of Object.entries({ alice, bob }))
    socket.once('roll-call', (answer: (name: string) => void) => answer(name));
  await ask(alice, 'roll-call', 'blue');
}

async function runIntoFailures(alice: Recorder): Promise<void> {
  for (const event of ['refused', 'middleware-throws', 'throws', 'rejects'])
    await expectSilence(alice, event);
  await say(alice, 'throws');
  await say(alice, 'refused');
}

/** Loses the connection and gets what it missed after the recovery; then the server closes the connection. */
async function comeBack({ url }: Scene, alice: Recorder, bob: Recorder): Promise<void> {
  alice.socket.io.reconnection(false);
  alice.socket.io.engine.close();
  await heard(bob, 'left');
  await shout(bob, 'while you were away');
  alice.socket.emit('shout', 'blue', 'from afar');
  alice.socket.io.reconnection(true);
  alice.connect();
  await heard(bob, 'heard');
  await ask(alice, 'visit');
  const back = heard(alice, 'connect');
  await fetch(`${url}/cut`);
  await back;
  await ask(alice, 'nothing');
}

async function shout(client: Recorder, text: string): Promise<void> {
  client.socket.emit('shout', 'blue', text);
  await heard(client, 'heard');
}

async function visitChat({ io, url, transport }: Scene): Promise<Recording> {
  const options = { autoConnect: false, forceNew: true, transports: [transport] };
  const socket = io(`${url}/chat`, { ...options, auth: { password: 'wrong' } });
  const visitor = new Recorder(socket);
  socket.on('said', (...args) => visitor.note('said', ...args));
  socket.on('connect_error', (error) =>
    visitor.note('connect_error', error, (error as { data?: unknown }).data),
  );
  visitor.connect();
  await heard(visitor, 'connect_error');
  socket.auth = { password: 'open' };
  visitor.connect();
  await ask(visitor, 'say', 'hello', true);
  visitor.socket.emit('nobody-listens', (answer: unknown) => visitor.note('nobody-listens', answer));
  await ask(visitor, 'say', 'bye', false);
  socket.disconnect();
  return visitor.recording;
}

async function leave(alice: Recorder, bob: Recorder): Promise<void> {
  alice.socket.emit('leave-me');
  await Promise.all([heard(alice, 'disconnect'), heard(bob, 'left')]);
  bob.socket.emit('leave-me');
  await heard(bob, 'disconnect');
}
