import { io } from 'socket.io-client';
import { logIn } from './log-in.ts';

const url = process.env.URL ?? 'http://localhost:3000';

const stranger = io(url, { forceNew: true });
console.log('a stranger gets', await stranger.emitWithAck('new order', 3, 'soup'));
stranger.disconnect();

const waiter = io(url, { forceNew: true, extraHeaders: { cookie: await logIn(url, 'Ada') } });
waiter.on('new order', (number, table, dish) => console.log('heard of order', number, table, dish));
waiter.on('order ready', (number, table) => {
  console.log('order', number, 'is ready for table', table);
  waiter.emit('list orders', (orders: object[]) => {
    console.log('orders', JSON.stringify(orders));
    waiter.disconnect();
  });
});
waiter.emit('new order', 7, 'pancakes', (_problem: string | null, number: number) => {
  console.log('ordered', number);
  waiter.emit('order ready', number);
});
