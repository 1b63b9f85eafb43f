import type { IncomingMessage } from 'node:http';
import type { SessionData } from 'express-session';
import type { Server, Socket } from 'socket.io';
import { report } from './reports.ts';

interface Visits extends SessionData {
  visits?: number;
  save(done: (error?: unknown) => void): void;
}

type Answer = (...values: unknown[]) => void;

/** Positional arguments, bare answers, rooms, binary, refusals and failures, as applications have them. */
export function serveMain(io: Server): void {
  io.on('connection', (socket) => {
    watch(socket);
    refuseSome(socket);
    answerPlainly(socket);
    shareRooms(io, socket);
    askBack(io, socket);
    fail(socket);
  });
}

function watch(socket: Socket): void {
  const { name } = socket.handshake.auth;
  report(name, 'connection', socket.recovered, socket.rooms.size);
  socket.onAny((event, ...args) =>
    report(
      name,
      'onAny',
      event,
      args.map((arg) => typeof arg),
    ),
  );
  socket.onAnyOutgoing((event, ...args) => report(name, 'onAnyOutgoing', event, args.length));
  socket.on('error', (error) => report(name, 'error', error.message));
  socket.on('disconnecting', (reason) => report(name, 'disconnecting', reason, socket.rooms.size));
  socket.on('disconnect', (reason) => report(name, 'disconnect', reason, socket.rooms.size));
}

function refuseSome(socket: Socket): void {
  socket.use(([event], next) => {
    if (event === 'refused') next(new Error('You may not.'));
    else if (event === 'middleware-throws') throw new Error('The middleware failed.');
    else if (event === 'delayed') setTimeout(next, 10);
    else next();
  });
}

function answerPlainly(socket: Socket): void {
  let count = 0;
  socket.on('count', (answer: Answer) => answer(++count));
  socket.on('sum', (a: number, b: number, c: number, answer: Answer) => answer(a + b + c));
  socket.on('pair', (answer: Answer) => answer('one', { two: 2 }));
  socket.on('nothing', (answer: Answer) => answer());
  socket.on('many', (...args: unknown[]) => (args.at(-1) as Answer)(args.length));
  socket.on('ok-false', (answer: Answer) => answer({ ok: false, error: { code: 'OURS' } }));
  socket.on('delayed', (answer: Answer) => answer('after a while'));
  socket.on('refused', (answer: Answer) => answer('never'));
  socket.on('$dollar', (answer: Answer) => answer('a name of the application'));
  socket.once('once', (answer: Answer) => answer('the first time'));
  socket.on('twice', (answer: Answer) => answer('the first listener'));
  socket.on('twice', () => report(socket.handshake.auth.name, 'the second listener'));
  socket.on('reverse', (bytes: Buffer, answer: Answer) => answer(Buffer.from(bytes).reverse()));
  socket.on('picture', (name: string) =>
    socket.emit('picture', { name, bytes: Buffer.from([1, 2, 3]) }, 'png'),
  );
  socket.on('whisper', (text: string) => socket.volatile.emit('whisper', text));
  socket.on('visit', (answer: Answer) => {
    const { session } = socket.request as IncomingMessage & { session: Visits };
    session.visits = (session.visits ?? 0) + 1;
    session.save(() => answer(session.visits));
  });
}

function shareRooms(io: Server, socket: Socket): void {
  socket.on('join', async (room: string, answer: Answer) => {
    await socket.join(room);
    answer([...socket.rooms].filter((name) => name !== socket.id));
  });
  socket.on('shout', (room: string, text: string) => {
    socket.to(room).emit('heard', text, 'to others');
    io.to(room).emit('heard', text, 'to all');
  });
  socket.on('disconnecting', () => {
    for (const room of socket.rooms) if (room !== socket.id) socket.to(room).emit('left', room);
  });
  socket.on('leave-me', () => socket.disconnect());
}

function askBack(io: Server, socket: Socket): void {
  socket.on('ask', async (answer: Answer) =>
    answer(await socket.timeout(5_000).emitWithAck('question', 'how are you')),
  );
  socket.on('ask-in-vain', (answer: Answer) => {
    socket.timeout(20).emit('unanswered', (error: Error | null) => answer(error?.message));
  });
  socket.on('roll-call', async (room: string, answer: Answer) =>
    answer((await io.to(room).timeout(5_000).emitWithAck('roll-call')).sort()),
  );
}

function fail(socket: Socket): void {
  socket.on('throws', () => {
    throw new Error('The listener failed.');
  });
  socket.on('rejects', async () => {
    throw new Error('The listener rejected.');
  });
  socket.on('crash', () => {
    process.removeAllListeners('uncaughtException');
    throw new Error('The listener crashed.');
  });
}
