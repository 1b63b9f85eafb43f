import { loadServerConfig, type ServerConfig } from '@switchboard/node-server/config';

/** What `npm run build` made runs in production; in development a restart waits less long for clients. */
const DEFAULTS = import.meta.url.endsWith('.js')
  ? { NODE_ENV: 'production' }
  : { NODE_ENV: 'development', DRAIN_SECONDS: '1' };

/** The environment, read once. It counts before the defaults, unless it sets a variable to nothing. */
export function loadConfig(): ServerConfig {
  const given = Object.entries(process.env).filter(([, value]) => value !== '');
  return loadServerConfig({ ...DEFAULTS, ...Object.fromEntries(given) });
}
