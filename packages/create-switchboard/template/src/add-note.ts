// npm run note -- Ann "Buy milk"
import { existsSync, readFileSync } from 'node:fs';
import { createClient } from '@switchboard/client';
import { contract } from './contract.ts';
import { loadConfig } from './server/config.ts';

const { port, basePath, tls } = loadConfig();
const local = `${tls.source === 'off' ? 'http' : 'https'}://localhost:${port}${basePath}`;
const [name = 'Ann', text = 'Hello', url = local] = process.argv.slice(2);

// The CA of the certificate that development makes.
const CA = '.certificates/ca.crt';
if (url.startsWith('https:') && !existsSync(CA)) {
  console.error(`${CA} is not there yet: start the server once, with npm run dev.`);
  process.exit(1);
}
const ca = existsSync(CA) ? readFileSync(CA, 'utf8') : undefined;
// Socket.IO is below the path of the server.
const { origin, pathname: path } = new URL('socket.io/', `${url.replace(/\/$/, '')}/`);
const client = createClient(contract, origin, { socketOptions: { path, ...(ca && { ca }) } });
const entered = await client.call('user:enter', { name });
if (entered.ok) {
  const added = await client.call('note:add', { text });
  console.log(added.ok ? added.data : added.error);
} else console.log(entered.error);
client.disconnect();
