import { readFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { ensureDevCertificates } from '@switchboard/node-server/tls';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const { SERVER_PORT = '8443' } = process.env;

export default defineConfig(async ({ command }) => ({
  root: 'page',
  // Relative, so that the page is found behind every prefix.
  base: './',
  plugins: [react()],
  build: { outDir: '../dist/page', emptyOutDir: true },
  server: command === 'serve' ? { proxy: { '/socket.io': await toServer() } } : {},
}));

/** The server's certificate is checked, against the CA that made it for development. */
async function toServer() {
  const { ca } = await ensureDevCertificates('.certificates');
  return {
    target: `https://localhost:${SERVER_PORT}`,
    ws: true,
    agent: new Agent({ ca: readFileSync(ca) }),
  };
}
