import { createClient } from '@switchboard/client';
import { contract } from './contract.ts';
import { logIn } from './log-in.ts';

const url = process.env.URL ?? 'http://localhost:3000';

const stranger = createClient(contract, url);
const refused = await stranger.call('order:place', { table: 3, dish: 'soup' });
if (!refused.ok) console.log('a stranger gets', refused.error.code, refused.error.message);
stranger.disconnect();

const cookie = await logIn(url, 'Ben');
const waiter = createClient(contract, url, { socketOptions: { extraHeaders: { cookie } } });
// What has no contract yet is still plain Socket.IO, on the same connection.
waiter.socket.on('new order', (number, table, dish) => console.log('heard of order', number, table, dish));

const wrong = await waiter.call('order:place', { table: 99, dish: 'rice' });
if (!wrong.ok) console.log('table 99 gets', wrong.error.code, wrong.error.issues);
const reply = await waiter.call('order:place', { table: 9, dish: 'rice' });
if (reply.ok) console.log('ordered', reply.data.number);
waiter.disconnect();
