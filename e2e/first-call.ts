import { createClient } from '@switchboard/client';
import { contract } from '@switchboard/events';

const [url = 'https://localhost:8443'] = process.argv.slice(2);
const client = createClient(contract, url);
await client.call('session:login', { name: 'Carol' });
await client.call('room:join', { room: 'general' });
const reply = await client.call('message:send', { room: 'general', text: 'hi' });
if (reply.ok) console.log('Stored as message', reply.data.seq);
else if (reply.error.code === 'ROOM_NOT_JOINED') console.log(reply.error.data.room);
client.disconnect();
