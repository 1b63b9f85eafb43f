import type { Server } from 'socket.io';
import { report } from './reports.ts';

/** A second namespace, which asks for a password and has no listener of errors. */
export function serveChat(io: Server): void {
  const chat = io.of('/chat');
  chat.use((socket, next) => {
    if (socket.handshake.auth.password === 'open') next();
    else next(Object.assign(new Error('Wrong password.'), { data: { tries: 2 } }));
  });
  chat.on('connection', (socket) => {
    report('chat', 'connection', socket.handshake.auth);
    socket.on('say', (text: string, loud: boolean, answer: (said: string) => void) => {
      chat.emit('said', text, loud);
      answer(loud ? text.toUpperCase() : text);
    });
  });
}
