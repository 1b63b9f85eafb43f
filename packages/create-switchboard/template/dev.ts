// Starts the server, which restarts when you edit it, and the page, which follows your edits while it is open.
import { spawn } from 'node:child_process';
import { createServer as createTcpServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isAlive, listen, StartError } from '@switchboard/node-server/lifecycle';
import { loadTls } from '@switchboard/node-server/tls';
import { createServer, type ProxyOptions } from 'vite';
import { loadConfig } from './src/server/config.ts';

const { config, https } = await readConfig();
const { port, basePath } = config;

const tsx = fileURLToPath(import.meta.resolve('tsx/cli'));
const server = spawn(process.execPath, [tsx, 'watch', '--clear-screen=false', 'src/server/main.ts'], {
  stdio: 'inherit',
});
server.once('exit', (code) => process.exit(code ?? 1));
// A terminal sends Ctrl+C to the server as well.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => server.kill());

// Where it does not start, what it says stays the last line.
while (!(await isAlive(config))) await setTimeout(200);

// The certificate is of a development CA, which this process does not know.
const target = `${https ? 'https' : 'http'}://localhost:${port}`;
const toServer: ProxyOptions = { target, secure: false, rewrite: (path) => `${basePath}${path}` };
const page = await createServer({
  server: {
    ...(https && { https }),
    proxy: { '/socket.io': { ...toServer, ws: true }, '/events': toServer },
  },
});
await page.listen();
page.printUrls();

/** Where the server is, and its certificate: it has none with TLS=off. Where a variable is wrong or the port is taken it prints one line, as the server does. */
async function readConfig() {
  try {
    const config = loadConfig();
    const probe = createTcpServer();
    await listen(probe, config.port);
    await new Promise((closed) => probe.close(closed));
    if (config.tls.source === 'off') return { config, https: undefined };
    const { key, cert, passphrase } = await loadTls(config.tls);
    return { config, https: { key, cert, passphrase } };
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
