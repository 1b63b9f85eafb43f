import { loadServerConfig, type ServerConfig } from '@switchboard/node-server/config';

/** The environment, read once. What `npm run build` made runs in production, unless NODE_ENV says otherwise. */
export function loadConfig(): ServerConfig {
  const NODE_ENV = import.meta.url.endsWith('.js') ? 'production' : 'development';
  return loadServerConfig({ NODE_ENV, ...process.env });
}
