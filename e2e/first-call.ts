import { createClient } from '@switchboard/client';
import { contract } from '@switchboard/events';

const [url = 'https://localhost:8443'] = process.argv.slice(2);
const client = createClient(contract, url);
const login = await client.call('session:login', { name: 'Carol' });
if (!login.ok) throw new Error(login.error.message);
await client.call('room:join', { room: 'general' });
const reply = await client.call('message:send', { room: 'general', text: 'hi' });
if (reply.ok) console.log('Stored as message', reply.data.seq);
else console.error(reply.error);
client.disconnect();
