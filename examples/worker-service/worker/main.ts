import { readFileSync } from 'node:fs';
import { contract } from '../contract.ts';
import { createHttpCaller } from './http-caller.ts';

const { SERVER_URL = 'https://localhost:8443', SCANNER_KEY = '' } = process.env;
const call = createHttpCaller(contract, SERVER_URL);

let token: string | undefined;

async function enter(): Promise<void> {
  const reply = await call('scanner:enter', { name: 'gate', key: SCANNER_KEY });
  if (!reply.ok) throw new Error(`The server does not let this worker in: ${reply.error.message}`);
  token = reply.data.token;
}

interface Scan {
  readonly id: string;
  readonly parcel: string;
  readonly place: string;
}

/** Reports a scan. Its own id names the call, so a worker that is started again reports nothing twice. */
async function report({ id, ...scan }: Scan): Promise<string> {
  const onRetry = ({ code }: { code: string }, pause: number): void =>
    console.log(`${id}: ${code}, again in ${pause} ms`);
  const send = () => call('parcel:scan', scan, { token, id, onRetry });
  let reply = await send();
  if (!reply.ok && reply.error.code === 'UNAUTHORIZED') {
    await enter();
    reply = await send();
  }
  if (reply.ok) return `scan ${reply.data.scans} of ${scan.parcel}`;
  if (reply.error.code === 'UNKNOWN_PARCEL') return `there is no parcel ${reply.error.data.parcel}`;
  throw new Error(`${id} was not reported: ${reply.error.code}, ${reply.error.message}`);
}

try {
  await enter();
  const scans = JSON.parse(readFileSync(new URL('../scans.json', import.meta.url), 'utf8')) as Scan[];
  for (const scan of scans) console.log(`${scan.id}: ${await report(scan)}`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
