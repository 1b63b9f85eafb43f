import { createHmac, randomBytes } from 'node:crypto';
import { SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { createTokens } from './tokens.ts';

const [secret, other] = [randomBytes(32), randomBytes(32)];
const tokens = createTokens({ secrets: [secret], ttl: 60_000, audience: 'board' });
const user = { id: 'u1', name: 'Zoë 🦊' };
const session = (inMs = 60_000) => ({ id: 's1', user, expiresAt: Date.now() + inMs });

const EXPIRED = {
  code: 'UNAUTHORIZED',
  message: 'This token has expired: log in again, and next time refresh it before it ends.',
};
const UNKNOWN = { code: 'UNAUTHORIZED', message: 'This token is not valid: log in again.' };

interface Forgery {
  readonly alg?: string;
  readonly key?: Uint8Array;
  readonly issuer?: string;
  readonly audience?: string;
  readonly iat?: number;
  readonly exp?: number;
  readonly claims?: Record<string, unknown>;
}

/** A token like ours, but for what is asked for. Times are seconds from now. */
function forge({ alg = 'HS256', key = secret, iat = 0, exp = 60, ...more }: Forgery): Promise<string> {
  const now = Date.now() / 1_000;
  return new SignJWT({ sid: 's1', ...more.claims })
    .setProtectedHeader({ alg, typ: 'JWT' })
    .setIssuer(more.issuer ?? 'switchboard')
    .setAudience(more.audience ?? 'board')
    .setSubject('u1')
    .setIssuedAt(now + iat)
    .setExpirationTime(now + exp)
    .sign(key);
}

describe('a token', () => {
  it('says whose session it is and until when, to the millisecond', async () => {
    const given = session();
    const { sessionId, userId, expiresAt } = await tokens.verify(await tokens.sign(given));
    expect({ sessionId, userId, expiresAt }).toEqual({
      sessionId: 's1',
      userId: 'u1',
      expiresAt: given.expiresAt,
    });
  });

  it('stays within its limit for a long id and any name, and is not given for an id that is too long', async () => {
    const long = { id: 'x'.repeat(600), name: '\u{1f98a}'.repeat(1_000) };
    const token = await tokens.sign({ ...session(), user: long });
    expect(token.length).toBeLessThan(1_024);
    await expect(tokens.verify(token)).resolves.toMatchObject({ userId: long.id });
    const tooLong = { id: 'x'.repeat(1_000), name: 'Zoe' };
    await expect(tokens.sign({ ...session(), user: tooLong })).rejects.toThrow(
      /^The id of this user is too long/,
    );
  });

  it('is refused once it has expired, in the very second', async () => {
    const late = session(-1);
    await expect(tokens.verify(await tokens.sign(late))).rejects.toMatchObject(EXPIRED);
    await expect(tokens.verify(await forge({ iat: -120, exp: -60 }))).rejects.toMatchObject(EXPIRED);
  });

  it('like ours is accepted, so that the forgeries below are refused for their flaw', async () => {
    await expect(tokens.verify(await forge({}))).resolves.toMatchObject({ userId: 'u1' });
  });

  it.each([
    ['another secret', { key: other }],
    ['another algorithm', { alg: 'HS512', key: randomBytes(64) }],
    [
      'the right secret by another algorithm',
      { alg: 'HS384', key: Buffer.concat([secret, randomBytes(16)]) },
    ],
    ['another issuer', { issuer: 'elsewhere' }],
    ['another audience', { audience: 'elsewhere' }],
    ['a time that has not come', { iat: 120, exp: 240 }],
    ['no session', { claims: { sid: undefined } }],
    ['a session that is no text', { claims: { sid: { $ne: '' } } }],
  ] as const)('of %s is refused', async (_what, flaw) => {
    await expect(tokens.verify(await forge(flaw))).rejects.toMatchObject(UNKNOWN);
  });

  it('without a signature is refused, whatever its header says', async () => {
    const now = Math.floor(Date.now() / 1_000);
    const unsigned = new UnsecuredJWT({ sid: 's1', iss: 'switchboard', aud: 'board', sub: 'u1' })
      .setIssuedAt(now)
      .setExpirationTime(now + 60)
      .encode();
    await expect(tokens.verify(unsigned)).rejects.toMatchObject(UNKNOWN);
    const [, payload] = (await forge({})).split('.');
    for (const alg of ['none', 'None', 'HS256']) {
      const header = Buffer.from(JSON.stringify({ alg })).toString('base64url');
      await expect(tokens.verify(`${header}.${payload}.`)).rejects.toMatchObject(UNKNOWN);
    }
  });

  it('that was changed by one character is refused, wherever', async () => {
    const token = await tokens.sign(session());
    for (let at = 0; at < token.length - 1; at += 7) {
      const changed = `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
      await expect(tokens.verify(changed)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    }
  });

  it('that was cut short is refused, wherever', async () => {
    const token = await tokens.sign(session());
    for (let length = 0; length < token.length; length += 5)
      await expect(tokens.verify(token.slice(0, length))).rejects.toMatchObject(UNKNOWN);
  });

  it('larger than a kilobyte is refused unread, though it is signed', async () => {
    const large = await forge({ claims: { fill: 'x'.repeat(1_024) } });
    await expect(tokens.verify(large)).rejects.toMatchObject(UNKNOWN);
    await expect(tokens.verify('x'.repeat(100_000))).rejects.toMatchObject(UNKNOWN);
  });

  it('with the header of a key of its own is refused', async () => {
    const jwk = { kty: 'oct', k: other.toString('base64url') };
    const [header, payload] = [
      { alg: 'HS256', jwk },
      { sub: 'u1', sid: 's1' },
    ].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
    const signature = createHmac('sha256', other).update(`${header}.${payload}`).digest('base64url');
    await expect(tokens.verify(`${header}.${payload}.${signature}`)).rejects.toMatchObject(UNKNOWN);
  });
});

describe('a change of the secret', () => {
  it('leaves old tokens good while the old secret is in the list, and signs with the first', async () => {
    const changed = createTokens({ secrets: [other, secret], ttl: 60_000, audience: 'board' });
    await expect(changed.verify(await tokens.sign(session()))).resolves.toMatchObject({ userId: 'u1' });
    const after = createTokens({ secrets: [other], ttl: 60_000, audience: 'board' });
    const fresh = await changed.sign(session());
    await expect(after.verify(fresh)).resolves.toMatchObject({ userId: 'u1' });
    await expect(after.verify(await tokens.sign(session()))).rejects.toMatchObject(UNKNOWN);
  });
});
