import { EventEmitter, once } from 'node:events';
import { io } from 'socket.io-client';
import { WebSocket } from 'ws';

/** A caller of a Socket.IO server: `call` settles with the reply, or with `refused` at the event `exception`. */
export async function socketIoCaller(port, tls) {
  const socket = io(`${tls ? 'https' : 'http'}://localhost:${port}`, {
    transports: ['websocket'],
    rejectUnauthorized: false,
    forceNew: true,
  });
  const { heard, add } = listener();
  socket.on('order:placed', add);
  await new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return {
    call: (event, payload) =>
      new Promise((resolve) => {
        const refuse = () => resolve('refused');
        socket.once('exception', refuse);
        socket.emit(event, payload, (reply) => {
          socket.off('exception', refuse);
          resolve(reply);
        });
      }),
    heard,
    close: () => socket.close(),
  };
}

/** A caller of a server without Socket.IO: text frames of JSON. */
export async function rawCaller(port, tls) {
  const socket = new WebSocket(`${tls ? 'wss' : 'ws'}://localhost:${port}/socket.io/`, {
    rejectUnauthorized: false,
  });
  const { heard, add } = listener();
  const replies = new EventEmitter();
  let calls = 0;
  socket.on('message', (frame) => {
    const { n, data, event, payload } = JSON.parse(frame.toString());
    if (event === 'order:placed') add(payload);
    else replies.emit(`reply ${n}`, data);
  });
  await once(socket, 'open');
  return {
    call: async (event, payload) => {
      calls += 1;
      const reply = once(replies, `reply ${calls}`);
      socket.send(JSON.stringify({ n: calls, event, payload }));
      return (await reply)[0];
    },
    heard,
    close: () => socket.close(),
  };
}

/** What a caller has heard; `heard` settles once there are as many as asked for. */
function listener() {
  const news = new EventEmitter();
  const events = [];
  return {
    add: (event) => {
      events.push(event);
      news.emit('event');
    },
    heard: async (count) => {
      while (events.length < count) await once(news, 'event');
      return events;
    },
  };
}
