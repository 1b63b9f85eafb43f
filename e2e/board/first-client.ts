import { createClient } from '@switchboard/client';
import { contract } from './contract.ts';

const [url = 'https://localhost:8443'] = process.argv.slice(2);
const client = createClient(contract, url);
const entered = await client.call('user:enter', { name: 'Carol' });
if (!entered.ok) throw new Error(entered.error.message);
client.on('note:added', ({ text }) => console.log('heard', text));
await client.call('topic:open', { topic: 'general' });
console.log(await client.call('note:add', { topic: 'general', text: 'hi' }));
client.disconnect();
