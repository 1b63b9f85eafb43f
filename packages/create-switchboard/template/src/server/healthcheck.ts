// Asks the server on the given port of this machine whether it lives: for the Dockerfile.
import { get } from 'node:https';

const [port] = process.argv.slice(2);
// Its certificate is made for another name, so it is not checked.
const options = { port, path: '/healthz', rejectUnauthorized: false, timeout: 2_000 };
const request = get(options, ({ statusCode }) => process.exit(statusCode === 200 ? 0 : 1));
request.on('timeout', () => request.destroy());
request.on('error', () => process.exit(1));
