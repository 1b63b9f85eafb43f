import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeShare, deflate, encodeShare, toBase64Url } from './share-link.ts';
import type { ShareState } from './share-state.ts';

const STATE: ShareState = {
  contract: { name: 'switchboard', version: '1.0.0' },
  target: { url: 'https://chat.example', path: '/socket.io/', namespace: '/shop', contract: 'raw' },
  selection: { kind: 'event', direction: 'send', event: 'message:send' },
  drafts: { 'message:send': '{ "text": "grüße 👋" }' },
  filter: { text: 'hello' },
  side: 'connection',
  widths: { events: 280, compose: 520 },
};

describe('a link', () => {
  it('comes back as it was', async () => {
    const fragment = await encodeShare(STATE);
    expect(fragment).toMatch(/^#share=1\.[\w-]+$/);
    expect(await decodeShare(fragment)).toEqual({ ok: true, state: STATE });
  });

  it('comes back with any draft', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (draft) => {
        const state = { ...STATE, drafts: { 'message:send': draft } };
        expect(await decodeShare(await encodeShare(state))).toEqual({ ok: true, state });
      }),
      { numRuns: 15 },
    );
  });

  it('that is not of the console is told from one that is broken or newer', async () => {
    expect(await decodeShare('#/some/route')).toMatchObject({
      reason: expect.stringContaining('not a link of'),
    });
    expect(await decodeShare('#share=2.abc')).toMatchObject({ reason: expect.stringContaining('newer') });
    expect(await decodeShare('#share=')).toMatchObject({ reason: expect.stringContaining('broken') });
  });

  it('that is cut or changed is explained', async () => {
    const fragment = await encodeShare(STATE);
    for (const length of [10, 30, fragment.length - 8]) {
      expect(await decodeShare(fragment.slice(0, length))).toMatchObject({ ok: false });
    }
    expect(await decodeShare(`#share=1.${toBase64Url(await deflate('{"contract":1}'))}`)).toMatchObject({
      reason: expect.stringContaining('broken'),
    });
  });

  it('never throws, whatever it holds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (garbage) => {
        expect(await decodeShare(`#share=1.${garbage}`)).toMatchObject({ ok: false });
      }),
      { numRuns: 50 },
    );
  });

  it('that would inflate to far more than a draft is refused', async () => {
    const bomb = toBase64Url(await deflate(' '.repeat(20 * 1024 * 1024)));
    expect(await decodeShare(`#share=1.${bomb}`)).toMatchObject({ ok: false });
  });
});
