export {
  loadServerConfig,
  type RedisConfig,
  type ServerConfig,
  type ServerVariables,
  serverVariables,
  type TlsConfig,
  type TokenSecretSource,
  toServerConfig,
} from './server-config.ts';
export { file, origins, path, port, readVariables, seconds, whole } from './variables.ts';
