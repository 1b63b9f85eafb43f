import { clientEventMap } from '@switchboard/events';
import { describe, expect, it } from 'vitest';
import { parsePasted } from './parse-pasted.ts';

const paste = (text: string, current?: string) => parsePasted(text, { clientEventMap, current });

describe('a curl command', () => {
  const expected = { ok: true, format: 'curl', event: 'system:echo', payload: { value: "it's" } };
  it.each([
    [
      'of the README',
      `curl --cacert ca.crt -H 'content-type: application/json' \\\n  -d '{"value":"it'\\''s"}' https://localhost:8443/events/system:echo`,
    ],
    [
      'of a browser',
      `curl 'https://x.test/events/system%3Aecho' --data-raw $'{"value":"it\\'s"}' --compressed`,
    ],
    ['with double quotes', `curl https://x/events/system:echo?a=1 --json "{\\"value\\":\\"it's\\"}"`],
    ['with the data behind "="', `curl --data='{"value":"it'"'"'s"}' https://x/events/system:echo`],
    ['behind a prompt', `$ curl -XPOST https://x/events/system:echo -d "{\\"value\\": \\"it's\\"}"`],
  ])('%s', (_name, text) => {
    expect(paste(text)).toEqual(expected);
  });

  it.each([
    ['curl https://x.test/healthz', /no address with \/events/],
    ["curl https://x/events/system:echo -d '{", /quote .* no end/],
    ["curl https://x/events/system:echo -d '{'", /not JSON/],
    ['curl https://x/events/gone', /no event "gone"/],
  ])('%s is refused', (text, reason) => {
    expect(paste(text)).toEqual({ ok: false, reason: expect.stringMatching(reason) });
  });
});

describe('a call', () => {
  it.each([
    [`await client.call('room:join', { room: "general" });`],
    ['client.callUnchecked(`room:join`, {room:`general`,}, { timeout: 5 })'],
    [`socket.emit("room:join", /* where */ { 'room': 'gener\\x61l' }, (reply) => {}) // done`],
    [`const { ok } = await alice.call(\n  'room:join',\n  {\n    room: '\\u0067eneral',\n  },\n);`],
  ])('%s', (text) => {
    expect(paste(text)).toEqual({
      ok: true,
      format: 'TypeScript',
      event: 'room:join',
      payload: { room: 'general' },
    });
  });

  it.each([
    ["client.call('room:list')"],
    ["client.call('room:list', null)"],
    ["client.call('room:list', undefined, {})"],
  ])('%s has no payload', (text) => {
    expect(paste(text)).toEqual({ ok: true, format: 'TypeScript', event: 'room:list', payload: undefined });
  });

  it.each([
    ['new Uint8Array([0, 1, 255])'],
    ['Uint8Array.of(0, 1, 0xff)'.replace('0xff', '255')],
    ['Uint8Array.from([0, 1, 255])'],
    ["Uint8Array.from(atob('AAH/'), (c) => c.charCodeAt(0))"],
  ])('binary as %s', (code) => {
    expect(paste(`client.call('system:echo', { value: ${code} })`)).toMatchObject({
      payload: { value: { $bytes: 'AAH/' } },
    });
  });

  it.each([
    ['client.call(name, {})', /no literal value, in line 1: name/],
    ["client.call('room:join',\n { room })", /":" must stand here, in line 2/],
    ["client.call('room:join', { room: pick() })", /no literal value/],
    ["client.call('room:join', { room: `a$" + '{1}` })', /holds code/],
    ["client.call('room:join', { room: 'general' ", /"}" must stand here, in line 1: the end/],
    ["client.call('room:gone', {})", /no event "room:gone"/],
    ['client.call(5)', /name of its event/],
  ])('%s is refused', (text, reason) => {
    expect(paste(text)).toEqual({ ok: false, reason: expect.stringMatching(reason) });
  });
});

describe('JSON', () => {
  it('of a message names its event', () => {
    expect(paste('{ "event": "room:list" }', 'system:echo')).toMatchObject({ ok: true, event: 'room:list' });
    expect(paste('{ "event": "gone", "payload": {} }')).toMatchObject({ ok: false });
  });

  it('of a bare payload is for the picked event', () => {
    for (const payload of [
      { room: 'a' },
      [1],
      'text',
      5,
      { event: 'party' },
      { event: 'a', payload: 1, more: 2 },
    ]) {
      expect(paste(JSON.stringify(payload), 'room:join')).toEqual({
        ok: true,
        format: 'JSON',
        event: 'room:join',
        payload,
      });
    }
    expect(paste('{"room":"a"}')).toEqual({ ok: false, reason: expect.stringMatching(/pick the event/) });
  });

  it('that is not quite JSON says why', () => {
    expect(paste('{ "a": 1, }', 'room:join')).toEqual({
      ok: false,
      reason: expect.stringMatching(/almost JSON: ./),
    });
  });
});

it.each([[''], ['hello there'], ['<html>'], ['SELECT 1']])(
  '%j is not recognised, and the reason says what is',
  (text) => {
    expect(paste(text, 'room:join')).toEqual({
      ok: false,
      reason: expect.stringMatching(/Paste a curl command, a TypeScript call/),
    });
  },
);
