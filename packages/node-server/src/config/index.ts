export {
  loadServerConfig,
  type RedisConfig,
  type ServerConfig,
  type ServerVariables,
  serverVariables,
  type TokenSecretSource,
  toServerConfig,
} from './server-config.ts';
export type { SecureTlsConfig, TlsConfig, TlsSettings } from './tls-settings.ts';
export { file, origins, path, port, readVariables, seconds, whole } from './variables.ts';
