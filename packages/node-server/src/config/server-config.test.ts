import { describe, expect, it } from 'vitest';
import { FILE, FOLDER, load } from './loaded-config.fixture.ts';
import { loadServerConfig } from './server-config.ts';

describe('loadServerConfig', () => {
  it('needs no variable at all', () => {
    expect(load({})).toStrictEqual({
      production: false,
      port: 8443,
      healthPort: undefined,
      publicOrigin: undefined,
      basePath: '',
      tls: { source: 'development', directory: `${FOLDER}/.certificates` },
      clientCert: 'request',
      tlsMinVersion: 'TLSv1.2',
      maxConnections: 10_000,
      maxConnectionsPerAddress: 1_000,
      maxNewConnectionsPerSecondPerAddress: 100,
      trustProxy: 0,
      proxyProtocol: 'off',
      pingTimeout: 20_000,
      pingInterval: 25_000,
      workers: 1,
      drainDelay: 0,
      drainTime: 10_000,
      allowedOrigins: [],
      tokenSecret: 'data folder',
      tokenTtl: 3_600_000,
      sessionMaxAge: 2_592_000_000,
      sessionCheckInterval: 30_000,
      connectTimeout: 10_000,
      maxPacketBytes: 262_144,
      maxConnectionsPerUser: 20,
      maxBufferedBytes: 4_194_304,
      maxBufferedBytesInTotal: 134_217_728,
      maxPacketsPerSecond: 500,
      maxBytesPerSecond: 1_048_576,
      maxBytesPerSecondPerAddress: 16_777_216,
      maxReceivedBytesPerSecondPerAddress: 8_388_608,
      batchedWrites: true,
      dataDir: `${FOLDER}/.data`,
      logLevel: 'info',
      logPayloads: false,
      redis: undefined,
    });
  });

  it('reads every variable', () => {
    expect(
      load({
        SERVER_PORT: '0',
        HEALTH_PORT: '9464',
        PUBLIC_ORIGIN: 'https://app.example',
        BASE_PATH: '/realtime',
        TLS: 'on',
        SSL_KEY: FILE,
        SSL_CERT: 'tsconfig.json',
        SSL_PASSWD: ' with blanks ',
        SSL_CA: 'turbo.json',
        CLIENT_CERT: 'require',
        TLS_MIN_VERSION: '1.3',
        MAX_CONNECTIONS: '1000000',
        MAX_CONNECTIONS_PER_ADDRESS: '1',
        MAX_NEW_CONNECTIONS_PER_SECOND_PER_ADDRESS: '7',
        TRUST_PROXY: '10.0.0.7, 2001:db8::/32',
        PROXY_PROTOCOL: 'on',
        PING_TIMEOUT: '1.5',
        PING_INTERVAL: '3600',
        WORKERS: '4',
        DRAIN_DELAY: '5',
        DRAIN_SECONDS: '30',
        ALLOWED_ORIGINS: 'https://a.example, http://localhost:3000',
        TOKEN_SECRET: 'first, second',
        TOKEN_TTL: '60',
        SESSION_MAX_AGE: '31536000',
        SESSION_CHECK_INTERVAL: '0.5',
        CONNECT_TIMEOUT: '5',
        MAX_PACKET_BYTES: '1024',
        MAX_CONNECTIONS_PER_USER: '1',
        MAX_BUFFERED_BYTES: '2097152',
        MAX_BUFFERED_BYTES_IN_TOTAL: '67108864',
        MAX_PACKETS_PER_SECOND: '10',
        MAX_BYTES_PER_SECOND: '16384',
        MAX_BYTES_PER_SECOND_PER_ADDRESS: '65536',
        MAX_RECEIVED_BYTES_PER_SECOND_PER_ADDRESS: '65536',
        BATCHED_WRITES: 'off',
        DATA_DIR: '/data',
        LOG_LEVEL: 'silent',
        LOG_PAYLOADS: 'true',
      }),
    ).toStrictEqual({
      production: false,
      port: 0,
      healthPort: 9_464,
      publicOrigin: 'https://app.example',
      basePath: '/realtime',
      tls: {
        source: 'files',
        key: `${FOLDER}/${FILE}`,
        cert: `${FOLDER}/tsconfig.json`,
        ca: `${FOLDER}/turbo.json`,
        passphrase: { text: ' with blanks ' },
      },
      clientCert: 'require',
      tlsMinVersion: 'TLSv1.3',
      maxConnections: 1_000_000,
      maxConnectionsPerAddress: 1,
      maxNewConnectionsPerSecondPerAddress: 7,
      trustProxy: ['10.0.0.7', '2001:db8::/32'],
      proxyProtocol: ['10.0.0.7', '2001:db8::/32'],
      pingTimeout: 1_500,
      pingInterval: 3_600_000,
      workers: 4,
      drainDelay: 5_000,
      drainTime: 30_000,
      allowedOrigins: ['https://a.example', 'http://localhost:3000'],
      tokenSecret: { text: 'first, second' },
      tokenTtl: 60_000,
      sessionMaxAge: 31_536_000_000,
      sessionCheckInterval: 500,
      connectTimeout: 5_000,
      maxPacketBytes: 1_024,
      maxConnectionsPerUser: 1,
      maxBufferedBytes: 2_097_152,
      maxBufferedBytesInTotal: 67_108_864,
      maxPacketsPerSecond: 10,
      maxBytesPerSecond: 16_384,
      maxBytesPerSecondPerAddress: 65_536,
      maxReceivedBytesPerSecondPerAddress: 65_536,
      batchedWrites: false,
      dataDir: '/data',
      logLevel: 'silent',
      logPayloads: true,
      redis: undefined,
    });
  });

  it('takes an empty variable for an unset one', () => {
    const names = [
      'SERVER_PORT',
      'SSL_KEY',
      'SSL_CERT',
      'SSL_PASSWD',
      'SSL_CA',
      'CLIENT_CERT',
      'PING_TIMEOUT',
    ];
    const more = [
      'PING_INTERVAL',
      'ALLOWED_ORIGINS',
      'DATA_DIR',
      'LOG_LEVEL',
      'LOG_PAYLOADS',
      'BATCHED_WRITES',
      'NODE_ENV',
      'WORKERS',
      'DRAIN_DELAY',
      'DRAIN_SECONDS',
    ];
    const empty = Object.fromEntries([...names, ...more].map((name) => [name, '']));
    expect(load(empty)).toEqual(load({}));
  });

  it('resolves relative paths against its folder, by default the current one', () => {
    expect(load({ DATA_DIR: 'elsewhere' }).dataDir).toBe(`${FOLDER}/elsewhere`);
    expect(loadServerConfig({ DATA_DIR: 'elsewhere' }).dataDir).toBe(`${process.cwd()}/elsewhere`);
  });

  it('is for production where NODE_ENV says so', () => {
    expect(load({ NODE_ENV: 'production' }).production).toBe(true);
  });

  it('reads where Redis is', () => {
    const env = { REDIS_URL: 'rediss://a:b@redis:6380', REDIS_CA: FILE, TOKEN_SECRET: 'x' };
    expect(load(env).redis).toEqual({ url: 'rediss://a:b@redis:6380', caFile: `${FOLDER}/${FILE}` });
  });

  it('takes the secret of tokens from a file, too', () => {
    expect(load({ TOKEN_SECRET_FILE: FILE }).tokenSecret).toEqual({ file: `${FOLDER}/${FILE}` });
  });
});
