import { existsSync, readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import {
  createLogger,
  defaultClientConditions,
  defineConfig,
  type Logger,
  type Plugin,
  type ProxyOptions,
} from 'vite';

const { CONSOLE_PORT = '5173', SERVER_PORT = '8443', TLS, BASE_PATH = '' } = process.env;
const server = `${TLS === 'off' ? 'http' : 'https'}://localhost:${SERVER_PORT}`;
const certificates = new URL('../../.certificates/', import.meta.url);

/** The certificate that the server's `certificates` script made; plain HTTP while there is none, and where the server speaks it. */
function developmentCertificate() {
  if (TLS === 'off') return undefined;
  const [key, cert, passphrase] = ['server.key', 'server.crt', 'passphrase'].map(
    (name) => new URL(name, certificates),
  );
  if (!key || !cert || !existsSync(key) || !existsSync(cert)) return undefined;
  return {
    key: readFileSync(key),
    cert: readFileSync(cert),
    ...(passphrase && existsSync(passphrase) && { passphrase: readFileSync(passphrase, 'utf8').trim() }),
  };
}

/** Says once, not at every retry, that the server is away. */
function quietWhileServerIsAway(): { logger: Logger; onAnswer: () => void } {
  const logger = createLogger();
  const { error } = logger;
  let away = false;
  logger.error = (message, options) => {
    if (!/proxy.*error/i.test(message)) return error(message, options);
    // Anything else is a connection that one end closed.
    if (!message.includes('ECONNREFUSED') || away) return;
    logger.warn(`The server at ${server} does not answer; the console keeps trying.`);
    away = true;
  };
  return {
    logger,
    onAnswer: () => {
      if (away) logger.info(`The server at ${server} answers again.`);
      away = false;
    },
  };
}

const { logger, onAnswer } = quietWhileServerIsAway();

const toServer: ProxyOptions = {
  target: server,
  // The development certificate is its own.
  secure: false,
  // The console itself is at the root.
  rewrite: (path) => `${BASE_PATH.replace(/\/$/, '')}${path}`,
  configure: (proxy) => {
    proxy.on('proxyRes', onAnswer);
    proxy.on('open', onAnswer);
  },
};

/** Makes the browser fetch every lazy part once it is idle, so that a part can be opened while the server is away. */
function prefetchLazyParts(): Plugin {
  return {
    name: 'prefetch-lazy-parts',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle = {} }) =>
        Object.keys(bundle)
          .filter((file) => /\.(js|css)$/.test(file) && !html.includes(file))
          .map((file) => ({ tag: 'link', attrs: { rel: 'prefetch', href: `./${file}` }, injectTo: 'head' })),
    },
  };
}

/** Without the parts that share the file, and without the ending. */
const shortName = (name: string): string => name.replace(/[~.].*/s, '');

/** `--mode console` builds the page of packages/console: the console with nothing of our own. */
function chooseEntry(mode: string): Plugin {
  return {
    name: 'choose-entry',
    transformIndexHtml: {
      order: 'pre',
      handler: (html) => (mode === 'console' ? html.replace('/src/main.tsx', '/src/console.tsx') : html),
    },
  };
}

export default defineConfig(({ mode }) => {
  const https = developmentCertificate();
  return {
    base: './',
    plugins: [react(), chooseEntry(mode), prefetchLazyParts()],
    customLogger: logger,
    resolve: { conditions: ['@switchboard/source', ...defaultClientConditions] },
    build: {
      // What fails to be preloaded stays failed until a reload: parts fetch their own code, styles only come before them.
      modulePreload: {
        resolveDependencies: (_file, dependencies, { hostType }) =>
          hostType === 'html' ? dependencies : dependencies.filter((file) => file.endsWith('.css')),
      },
      // In kB before compression: the form and the editor are lazy chunks of about this size.
      chunkSizeWarningLimit: 800,
      rolldownOptions: {
        // Only a test helper inside @rjsf/core imports it, and none of that is shipped.
        external: ['@rjsf/validator-ajv8'],
        output: {
          // What every start needs is one file: a browser fetches them one by one. Only that: groups of what lazy parts share
          // may import each other, and then something is used before it is there.
          chunkFileNames: ({ name }) => `assets/${shortName(name)}-[hash].js`,
          assetFileNames: ({ names: [name = ''] }) => `assets/${shortName(name)}-[hash][extname]`,
          codeSplitting: {
            groups: [{ name: 'start', tags: ['$initial'] }],
          },
        },
      },
      // All of these know light-dark(); rewritten for older ones it would lose the colours.
      cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    },
    // The lazy parts too: a dependency found later makes the page reload.
    optimizeDeps: { entries: ['index.html', 'src/**/*.tsx', 'src/**/*.ts', '!src/**/*.test.*'] },
    server: {
      port: Number(CONSOLE_PORT),
      strictPort: true,
      ...(https && { https }),
      proxy: { '/socket.io': { ...toServer, ws: true }, '/events': toServer },
    },
    preview: { port: Number(CONSOLE_PORT) },
  };
});
