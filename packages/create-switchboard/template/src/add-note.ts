// npm run note -- Ann "Buy milk"
import { readFileSync } from 'node:fs';
import { createClient } from '@switchboard/client';
import { contract } from './contract.ts';

const [name = 'Ann', text = 'Hello', url = 'https://localhost:8443'] = process.argv.slice(2);

const ca = readFileSync('.certificates/ca.crt', 'utf8'); // The CA of the certificate that development makes.
const client = createClient(contract, url, { socketOptions: { ca } });
const entered = await client.call('user:enter', { name });
if (entered.ok) {
  const added = await client.call('note:add', { text });
  console.log(added.ok ? added.data : added.error);
} else console.log(entered.error);
client.disconnect();
