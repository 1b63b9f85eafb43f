import { readFileSync } from 'node:fs';
import { clientEventMap, contract, serverEventMap } from '@switchboard/events';
import { createAuthority } from '@switchboard/node-server/testing';
import { describe, expect, it } from 'vitest';
import { certificates, startApp } from '../app.fixture.ts';

describe('the status page', () => {
  it('says what runs, and leads to the console', async () => {
    await using app = await startApp({ consoleUrl: 'https://localhost:5173/' });
    await app.connect();
    const { status, headers, text } = await app.request('/', { maxVersion: 'TLSv1.2' });
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(text).toContain(`Contract <strong>${contract.name}</strong> ${contract.version}`);
    expect(text).toMatch(/<dt>TLS<\/dt><dd>TLSv1\.2, \S+<\/dd>/);
    expect(text).toContain(`<dt>Node</dt><dd>${process.version}</dd>`);
    expect(text).toMatch(/<dt>Up for<\/dt><dd>\d+ (s|min)<\/dd>/);
    expect(text).toContain('<dt>Sockets</dt><dd>1</dd>');
    for (const link of ['https://localhost:5173/', 'healthz', 'readyz'])
      expect(text).toContain(`href="${link}"`);
  });

  it('has a row for every event of both maps, with what it needs', async () => {
    await using app = await startApp();
    const { text } = await app.request('/');
    const rows = text.split('</tr>').filter((row) => row.includes('scope="row"'));
    const events = Object.entries({ ...clientEventMap, ...serverEventMap });
    expect(rows).toHaveLength(events.length);
    for (const [index, [event, spec]] of events.entries()) {
      const row = rows[index] ?? '';
      expect(row).toContain(`<code>${event}</code>`);
      expect(row).toContain(`<td>${spec.summary.replace("'", '&#39;')}`);
      const policy = 'policy' in spec ? (spec.policy as { scope?: string; http?: boolean }) : {};
      expect(row.includes('>login<')).toBe(policy.scope !== undefined);
      expect(row.includes('>HTTP<')).toBe(policy.http === true);
    }
  });
});

describe('a client certificate on the status page', () => {
  const developer = () => {
    const { clientKey, clientCert, passphrase } = certificates();
    const read = (file: string) => readFileSync(file, 'utf8');
    return { key: read(clientKey), cert: read(clientCert), passphrase: read(passphrase) };
  };

  it('may be none', async () => {
    await using app = await startApp();
    expect((await app.request('/')).text).toContain('You sent no client certificate.');
  });

  it('is shown with its name, its issuer and that it was verified', async () => {
    await using app = await startApp();
    const { text } = await app.request('/', developer());
    expect(text).toMatch(/<dd>developer<\/dd>(.|\n)*Switchboard development CA(.|\n)*<dd>yes<\/dd>/);
  });

  it('of a stranger is shown as not verified, its name as mere text', async () => {
    await using app = await startApp();
    const issued = await (await createAuthority()).issueClient('<i>developer</i>', 'x');
    const { text } = await app.request('/', { ...issued, passphrase: 'x' });
    expect(text).toContain('<dd>&lt;i&gt;developer&lt;/i&gt;</dd>');
    expect(text).toContain('<dd>no, it was not signed by a CA of this server</dd>');
  });
});
