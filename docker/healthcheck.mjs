// Asks the server on the given port, with PROXY_PROTOCOL on or off and TLS on or off, whether it lives. Its certificate is made for another name, so it is not checked.
import * as http from 'node:http';
import * as https from 'node:https';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';

const [port, proxyProtocol, tls] = process.argv.slice(2);
const { get } = tls === 'off' ? http : https;
const options = { port, path: '/healthz', rejectUnauthorized: false, timeout: 2_000 };
// The server expects a PROXY header of everybody then; this one says that nobody stands behind the connection.
if (proxyProtocol === 'on') options.createConnection = connectWithHeader;

const request = get(options, ({ statusCode }) => process.exit(statusCode === 200 ? 0 : 1));
request.on('timeout', () => request.destroy());
request.on('error', () => process.exit(1));

function connectWithHeader() {
  const socket = connect(port).on('error', () => process.exit(1));
  socket.write('PROXY UNKNOWN\r\n');
  return tls === 'off' ? socket : connectTls({ socket, rejectUnauthorized: false });
}
