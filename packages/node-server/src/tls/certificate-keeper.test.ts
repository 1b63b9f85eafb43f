import { X509Certificate } from 'node:crypto';
import { readFileSync, renameSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { startApp, type TestApp, tempFolder } from '../app.fixture.ts';
import { dataOf } from '../testing/waiting.ts';
import {
  type Deployed,
  deploy,
  newPair,
  PASSPHRASE,
  putFiles,
  recordingLogger,
  servedBy,
  tlsIn,
} from './deployed.fixture.ts';
import { createAuthority } from './issue-certificate.ts';

const REPLACED = 'The certificate was replaced';
const REFUSED = 'The certificate was not replaced, the one before it is still served: ';

const serialOf = (pem: string): string => new X509Certificate(pem).serialNumber;
const onDisk = ({ tls }: Deployed): string => serialOf(readFileSync(tls.cert, 'utf8'));

async function reloads(app: TestApp, ca: string): Promise<Record<string, number>> {
  const { text } = await app.request('/metrics', { ca });
  const found = text.matchAll(/switchboard_certificate_reloads_total\{outcome="(\w+)"\} (\d+)/g);
  return Object.fromEntries([...found].map(([, outcome, count]) => [outcome, Number(count)]));
}

afterEach(() => {
  vi.useRealTimers();
});

describe('a certificate that is replaced on the disk', () => {
  it('is served to new connections, and those before it stay', async () => {
    const deployed = await deploy();
    const { logger, logged } = recordingLogger();
    await using app = await startApp({ tls: deployed.tls }, logger);
    const ca = deployed.authority.cert;
    const socket = await app.connect({ ca } as object);
    const before = onDisk(deployed);
    expect(await servedBy(app.port)).toBe(before);

    deployed.put(await newPair(deployed.authority));
    expect(await logged(REPLACED)).toMatchObject({ level: 30, expires: expect.any(String) });
    expect(onDisk(deployed)).not.toBe(before);
    expect(await servedBy(app.port)).toBe(onDisk(deployed));
    expect(socket.connected).toBe(true);
    expect(await socket.emitWithAck('clock:read')).toMatchObject({ ok: true });
    expect(await reloads(app, ca)).toEqual({ replaced: 1, refused: 0 });
  });

  it('is found behind the links of a Kubernetes secret', async () => {
    const authority = await createAuthority();
    const folder = tempFolder();
    const publish = async (version: string): Promise<void> => {
      const pair = await newPair(authority);
      putFiles(join(folder, version), { 'ca.crt': authority.cert, passphrase: PASSPHRASE, ...pair });
      symlinkSync(version, join(folder, '..data_tmp'));
      renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
    };
    await publish('..1');
    for (const name of ['tls.key', 'tls.crt', 'ca.crt', 'passphrase'])
      symlinkSync(`..data/${name}`, join(folder, name));
    const { logger, logged } = recordingLogger();
    await using app = await startApp({ tls: tlsIn(folder) }, logger);

    await publish('..2');
    await logged(REPLACED);
    expect(await servedBy(app.port)).toBe(serialOf(readFileSync(join(folder, '..2', 'tls.crt'), 'utf8')));
  });

  it('is found where a link leads to its folder, as certbot and a plain link have it', async () => {
    const archive = await deploy();
    const live = tempFolder();
    for (const name of ['tls.key', 'tls.crt', 'ca.crt', 'passphrase'])
      symlinkSync(join(archive.folder, name), join(live, name));
    const { logger, logged, lines } = recordingLogger();
    await using app = await startApp({ tls: tlsIn(live) }, logger);
    archive.put(await newPair(archive.authority));
    await logged(REPLACED);
    expect(await servedBy(app.port)).toBe(onDisk(archive));

    lines.length = 0;
    const renewed = await newPair(archive.authority);
    for (const [name, text] of Object.entries(renewed)) {
      writeFileSync(join(archive.folder, `renewed-${name}`), text);
      symlinkSync(join(archive.folder, `renewed-${name}`), join(live, 'link'));
      renameSync(join(live, 'link'), join(live, name));
    }
    await logged(REPLACED);
    expect(await servedBy(app.port)).toBe(serialOf(renewed['tls.crt']));
  });

  it('drops no socket and no call, however often it is replaced under load', async () => {
    const deployed = await deploy();
    const ca = deployed.authority.cert;
    await using app = await startApp({ tls: deployed.tls });
    const sockets = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        app.connect({ ca, transports: i % 2 ? ['websocket'] : ['polling'] } as object),
      ),
    );
    let dropped = 0;
    for (const socket of sockets) socket.once('disconnect', () => dropped++);
    let isOver = false;
    const load = sockets.map(async (socket) => {
      let answered = 0;
      for (let n = 0; !isOver; n++) {
        expect(dataOf(await socket.emitWithAck('value:return', { value: n }))).toEqual({ value: n });
        answered++;
      }
      return answered;
    });
    const seen = new Set<string>();
    for (let swap = 0; swap < 4; swap++) {
      deployed.put(await newPair(deployed.authority));
      await app.reloadCertificate();
      seen.add(await servedBy(app.port));
      const newcomer = await app.connect({ ca } as object);
      expect(dataOf(await newcomer.emitWithAck('value:return', { value: swap }))).toEqual({ value: swap });
    }
    isOver = true;
    for (const answered of await Promise.all(load)) expect(answered).toBeGreaterThan(0);
    expect(seen.size).toBe(4);
    expect(dropped).toBe(0);
  });
});

describe('a certificate that is not good', () => {
  const stranger = async (): Promise<string> => (await newPair(await createAuthority()))['tls.crt'];

  it.each([
    [
      'of another key',
      async () => ({ 'tls.crt': await stranger() }),
      'SSL_KEY and SSL_CERT do not belong together: use the key with which this certificate was made.',
    ],
    [
      'with a wrong passphrase',
      () => ({ passphrase: 'wrong' }),
      'SSL_PASSWD does not open SSL_KEY: correct the passphrase.',
    ],
    ['without a CA', () => ({ 'ca.crt': 'nonsense' }), 'SSL_CA is not a certificate in PEM.'],
    ['that is out of date', expired, expect.stringMatching(/^SSL_CERT expired on .*: renew it\.$/)],
    [
      'that is not valid yet',
      early,
      expect.stringMatching(/^SSL_CERT is not valid before .*: correct the clock, or wait\.$/),
    ],
  ] as const)('%s changes nothing, and is reported once', async (_what, files, problem) => {
    const deployed = await deploy();
    const ca = deployed.authority.cert;
    const { logger, logged, lines } = recordingLogger();
    await using app = await startApp({ tls: deployed.tls }, logger);
    const served = await servedBy(app.port);
    const socket = await app.connect({ ca } as object);

    deployed.put(await files(deployed));
    const { level, msg } = await logged(REFUSED);
    expect(level).toBe(50);
    expect(msg.slice(REFUSED.length)).toEqual(problem);
    expect(await servedBy(app.port)).toBe(served);
    expect(socket.connected).toBe(true);
    expect(await reloads(app, ca)).toEqual({ replaced: 0, refused: 1 });

    deployed.put({ ...(await newPair(deployed.authority)), passphrase: PASSPHRASE, 'ca.crt': ca });
    await logged(REPLACED);
    expect(await servedBy(app.port)).toBe(onDisk(deployed));
    expect(lines.filter(({ msg }) => msg.startsWith(REFUSED))).toHaveLength(1);
  });

  it('because it is written by halves is taken once it is whole', async () => {
    const deployed = await deploy();
    const { logger, logged } = recordingLogger();
    await using app = await startApp({ tls: deployed.tls }, logger);
    const served = await servedBy(app.port);
    const pair = await newPair(deployed.authority);
    deployed.put(pair);
    truncateSync(deployed.tls.cert, 100);
    expect((await logged(REFUSED)).msg).toContain('SSL_CERT is not a certificate in PEM.');
    expect(await servedBy(app.port)).toBe(served);
    writeFileSync(deployed.tls.cert, pair['tls.crt']);
    await logged(REPLACED);
    expect(await servedBy(app.port)).toBe(serialOf(pair['tls.crt']));
  });

  it('at the start is served, and reported, when all that is wrong is its date', async () => {
    const deployed = await deploy();
    deployed.put(await expired(deployed));
    const { logger, lines } = recordingLogger();
    await using app = await startApp({ tls: deployed.tls }, logger);
    expect(await servedBy(app.port)).toBe(onDisk(deployed));
    expect(lines.map(({ level, msg }) => [level, msg])).toEqual([
      [50, expect.stringMatching(/^SSL_CERT expired on/)],
    ]);
    expect(await expiry(app)).toBeLessThan(0);
  });
});

describe('a reload that is asked for', () => {
  it('takes up what is there, even if it is the same, and even the development certificate', async () => {
    const { logger, lines } = recordingLogger();
    await using app = await startApp({}, logger);
    await app.reloadCertificate();
    expect(lines.map(({ msg }) => msg)).toEqual([REPLACED]);
    expect((await app.request('/healthz')).status).toBe(200);
  });

  it('gives the days that are left', async () => {
    await using app = await startApp();
    const day = 86_400;
    expect(await expiry(app)).toBeGreaterThan(364 * day);
    expect(await expiry(app)).toBeLessThan(366 * day);
  });
});

async function expiry(app: TestApp): Promise<number> {
  const { text } = await app.request('/metrics', { rejectUnauthorized: false });
  return Number(/^switchboard_certificate_expiry_seconds (\S+)$/m.exec(text)?.[1]);
}

const YEAR = 365 * 86_400_000;

function expired(deployed: Deployed): Promise<object> {
  return issuedAt(Date.now() - 2 * YEAR, deployed);
}

function early(deployed: Deployed): Promise<object> {
  return issuedAt(Date.now() + YEAR, deployed);
}

async function issuedAt(now: number, { authority }: Deployed): Promise<object> {
  vi.useFakeTimers({ toFake: ['Date'], now });
  const pair = await newPair(authority);
  vi.useRealTimers();
  return pair;
}
