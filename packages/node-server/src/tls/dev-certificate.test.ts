import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { tempFolder } from '../app.fixture.ts';
import { type DevCertificates, ensureDevCertificates } from './dev-certificate.ts';

const DAY = 86_400_000;
const newFolder = (): string => join(tempFolder(), 'certificates');
const contents = (files: DevCertificates): string[] =>
  Object.values(files).map((file: string) => readFileSync(file, 'utf8'));
const certificateOf = (file: string): X509Certificate => new X509Certificate(readFileSync(file));

afterEach(() => {
  vi.useRealTimers();
});

describe('the development certificates', () => {
  it('are made once, in well under a second, and then kept', async () => {
    await import('./issue-certificate.ts'); // Loading it is no part of the making.
    const folder = newFolder();
    const start = process.cpuUsage();
    const first = contents(await ensureDevCertificates(folder));
    const { user, system } = process.cpuUsage(start);
    expect(user + system, 'microseconds of the processor').toBeLessThan(1_000_000);
    expect(contents(await ensureDevCertificates(folder))).toEqual(first);
  });

  it('are for their owner alone, and leave nothing beside the folder', async () => {
    const folder = newFolder();
    const files = await ensureDevCertificates(folder);
    for (const file of Object.values(files)) expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readdirSync(folder)).toHaveLength(6);
    expect(readdirSync(dirname(folder))).toEqual(['certificates']);
  });

  it('have keys that only the passphrase opens', async () => {
    const files = await ensureDevCertificates(newFolder());
    const passphrase = readFileSync(files.passphrase);
    for (const file of [files.serverKey, files.clientKey]) {
      const key = readFileSync(file);
      expect(key.toString()).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----/);
      expect(() => createPrivateKey(key)).toThrow();
      expect(() => createPrivateKey({ key, passphrase: 'guess' })).toThrow();
      expect(createPrivateKey({ key, passphrase }).asymmetricKeyType).toBe('ec');
    }
  });

  it('are good for localhost and both loopback addresses, by a CA that can sign no further CA', async () => {
    const files = await ensureDevCertificates(newFolder());
    const [ca, server] = [certificateOf(files.ca), certificateOf(files.serverCert)];
    expect(server.subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1');
    expect([ca.ca, server.ca]).toEqual([true, false]);
    expect(server.checkIssued(ca) && server.verify(ca.publicKey)).toBe(true);
    expect(certificateOf(files.clientCert).subject).toBe('CN=developer');
    expect(server.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    expect(certificateOf(files.clientCert).keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
  });

  it('never share a CA between two folders', async () => {
    const [one, other] = [await ensureDevCertificates(newFolder()), await ensureDevCertificates(newFolder())];
    expect(certificateOf(one.ca).subject).not.toBe(certificateOf(other.ca).subject);
  });

  it('are renewed a week before they expire, not earlier', async () => {
    const folder = newFolder();
    const first = contents(await ensureDevCertificates(folder));
    const now = Date.now();
    vi.useFakeTimers({ toFake: ['Date'], now: now + 357 * DAY });
    expect(contents(await ensureDevCertificates(folder))).toEqual(first);
    vi.setSystemTime(now + 359 * DAY);
    const files = await ensureDevCertificates(folder);
    expect(contents(files)).not.toEqual(first);
    expect(Date.parse(certificateOf(files.serverCert).validTo)).toBeGreaterThan(now + 700 * DAY);
  });

  const FILES: (keyof DevCertificates)[] = [
    'ca',
    'serverKey',
    'serverCert',
    'clientKey',
    'clientCert',
    'passphrase',
  ];

  it.each(FILES)('are made anew, all of them, when %s is missing', async (name) => {
    const folder = newFolder();
    const files = await ensureDevCertificates(folder);
    const first = contents(files);
    rmSync(files[name]);
    for (const [index, text] of contents(await ensureDevCertificates(folder)).entries())
      expect(text).not.toBe(first[index]);
  });

  it.each(FILES)('are made anew when %s was cut off', async (name) => {
    const folder = newFolder();
    const files = await ensureDevCertificates(folder);
    const first = contents(files);
    truncateSync(files[name], 20);
    expect(contents(await ensureDevCertificates(folder))).not.toEqual(first);
    expect(contents(await ensureDevCertificates(folder)).join()).toContain('END CERTIFICATE');
  });

  it.each(FILES)('are made anew when %s is of another set', async (name) => {
    const folder = newFolder();
    const files = await ensureDevCertificates(folder);
    const other = await ensureDevCertificates(newFolder());
    writeFileSync(files[name], readFileSync(other[name]));
    const mixed = contents(files);
    expect(contents(await ensureDevCertificates(folder))).not.toEqual(mixed);
  });

  it('are whole when several processes make them at once, and the same for all of them', async () => {
    const folder = newFolder();
    const make = async (): Promise<string[]> => contents(await ensureDevCertificates(folder));
    const sets = await Promise.all(Array.from({ length: 5 }, make));
    const kept = await make();
    for (const set of sets) expect(set).toEqual(kept);
    expect(readdirSync(dirname(folder))).toEqual(['certificates']);
  });

  it('are not touched by a file that somebody else put beside them', async () => {
    const folder = newFolder();
    await ensureDevCertificates(folder);
    const note = join(folder, 'note.txt');
    writeFileSync(note, 'mine');
    await ensureDevCertificates(folder);
    expect(readFileSync(note, 'utf8')).toBe('mine');
  });

  it('cannot be made where a file is in the way', async () => {
    const file = join(tempFolder(), 'file');
    writeFileSync(file, '');
    await expect(ensureDevCertificates(join(file, 'certificates'))).rejects.toThrow(/ENOTDIR|EEXIST/);
  });
});
