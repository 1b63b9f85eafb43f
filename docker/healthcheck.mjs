// Asks the server on the given port whether it lives. Its certificate is made for another name, so it is not checked.
import { get } from 'node:https';

const [port] = process.argv.slice(2);
const request = get({ port, path: '/healthz', rejectUnauthorized: false, timeout: 2_000 }, ({ statusCode }) =>
  process.exit(statusCode === 200 ? 0 : 1),
);
request.on('timeout', () => request.destroy());
request.on('error', () => process.exit(1));
