import type { HostileEntry } from './hostile-entry.ts';

const bytes = (length: number) => ({ binary: new Uint8Array(length).fill(0xff) });
const placeholder = (num: string) => `{"_placeholder":true,"num":${num}}`;
const deep = '['.repeat(100_000) + ']'.repeat(100_000);

/** Packets of Engine.IO and Socket.IO out of place: types, namespaces, attachments, sizes, encodings. */
export const packetFrames: readonly HostileEntry[] = [
  ...['0', '00', '1', '1x', '6', '6probe', '3', '3probe'].map(
    (text): HostileEntry => ({
      name: `the engine packet ${text}`,
      why: 'open, close, noop or pong when nobody expects it',
      outcome: text.startsWith('1') ? 'either' : 'ignored',
      frames: [text],
    }),
  ),
  {
    name: 'an upgrade without a probe',
    why: 'the engine is not upgrading',
    outcome: 'ignored',
    frames: ['5'],
  },
  ...['2', '2probe', '7', '8', 'x', '-', '\u0000', '\ud83d\ude00'].map(
    (text): HostileEntry => ({
      name: `the engine packet ${JSON.stringify(text)}`,
      why: 'a ping in the wrong direction, or no packet type',
      outcome: 'closed',
      frames: [text],
    }),
  ),
  ...['4', '47', '4x', '4-', '4["system:time"]', '44', '44"x"', '44{"message":"x"}', '45', '46', '41[]'].map(
    (text): HostileEntry => ({
      name: `the packet ${text}`,
      why: 'no type, an unknown one, one that only servers send, or one without its parts',
      outcome: 'closed',
      frames: [text],
    }),
  ),
  { name: 'an empty message', why: 'there is no engine packet in it', outcome: 'closed', frames: [''] },
  {
    name: 'connect twice',
    why: 'a second socket of one connection in one namespace',
    outcome: 'closed',
    frames: ['40'],
  },
  {
    name: 'connect with wrong auth',
    why: 'auth comes from the caller',
    outcome: 'closed',
    frames: ['40{"token":7}', '40[]'],
  },
  {
    name: 'connect to a namespace that is not there',
    why: 'it is refused; the connection serves on',
    outcome: 'ignored',
    frames: ['40/nowhere,{"a":1}', '40/__proto__,'],
  },
  {
    name: 'an event in a namespace not joined',
    why: 'there is no socket',
    outcome: 'closed',
    frames: ['42/nowhere,1["system:time"]'],
  },
  {
    name: 'a namespace of 100,000 characters',
    why: 'it is looked up and sent back',
    outcome: 'ignored',
    frames: [`40/${'n'.repeat(100_000)},`],
  },
  {
    name: 'disconnect, then an event',
    why: 'nothing is dispatched after disconnect',
    outcome: 'closed',
    frames: ['41', '421["system:time"]'],
  },
  { name: 'disconnect twice', why: 'the second has no socket', outcome: 'closed', frames: ['41', '41'] },
  ...['0-', '-1-', '11-', '99999999999-', '1.5-', '1e1-', '', 'x-', '--'].map(
    (count): HostileEntry => ({
      name: `the attachment count "${count}"`,
      why: 'none, negative, over the cap of ten, or no number',
      outcome: 'closed',
      frames: [`45${count}1["system:echo",{"value":${placeholder('0')}}]`],
    }),
  ),
  ...['1', '-1', '"0"', 'null', '1e9', '"length"', '"__proto__"'].map(
    (num): HostileEntry => ({
      name: `the placeholder ${num}`,
      why: 'it names no attachment',
      outcome: 'closed',
      frames: [`451-1["system:echo",{"value":${placeholder(num)}}]`, bytes(4)],
    }),
  ),
  {
    name: 'a placeholder between attachments',
    why: 'it passes the bounds and finds nothing',
    outcome: 'answered',
    frames: [`451-1["system:echo",{"value":${placeholder('0.5')}}]`, bytes(4)],
  },
  {
    name: 'an attachment announced and never sent',
    why: 'text comes where binary must',
    outcome: 'closed',
    frames: ['451-1["system:time"]', '422["system:time"]'],
  },
  {
    name: 'more attachments than announced',
    why: 'the last has no packet',
    outcome: 'closed',
    frames: [`451-["typing:set",${placeholder('0')}]`, bytes(4), bytes(4)],
  },
  {
    name: 'ten attachments for nobody',
    why: 'the most that a packet may bring',
    outcome: 'ignored',
    frames: ['4510-["typing:set",{}]', ...Array.from({ length: 10 }, () => bytes(1_000))],
  },
  {
    name: 'placeholders without an attachment packet',
    why: 'they are plain JSON',
    outcome: 'answered',
    frames: [`421["system:echo",{"value":${placeholder('0')}}]`],
  },
  {
    name: 'one attachment used a thousand times',
    why: 'a small packet that grows',
    outcome: 'ignored',
    frames: [
      `451-["typing:set",[${Array.from({ length: 1_000 }, () => placeholder('0')).join(',')}]]`,
      bytes(1_000),
    ],
  },
  {
    name: 'a binary ack that nobody asked for',
    why: 'there is no such call',
    outcome: 'ignored',
    frames: [`461-5[${placeholder('0')}]`, bytes(1)],
  },
  {
    name: 'attachments deep in nested arrays',
    why: 'putting them in place is recursive',
    outcome: 'closed',
    frames: [`451-1["system:echo",${deep}]`, bytes(1)],
  },
  { name: 'binary alone', why: 'no packet waits for it', outcome: 'closed', frames: [bytes(3)] },
  { name: 'empty binary', why: 'nothing at all, as binary', outcome: 'closed', frames: [bytes(0)] },
  { name: 'base64 alone', why: 'polling writes binary this way', outcome: 'closed', frames: ['bAQID'] },
  { name: 'broken base64', why: 'it decodes to something', outcome: 'closed', frames: ['b!!!!'] },
  {
    name: 'a call in fragments',
    why: 'the parts make one message',
    outcome: 'answered',
    frames: [{ fragments: ['4', '2', '1', '["system', ':time"', ']'] }],
  },
  {
    name: 'empty fragments around a call',
    why: 'they add nothing',
    outcome: 'answered',
    frames: [{ fragments: ['', '', '421["system:time"]', ''] }],
  },
  {
    name: 'invalid UTF-8',
    why: 'text that is none',
    outcome: 'closed',
    frames: [{ rawText: new Uint8Array([0x34, 0x32, 0xff, 0xfe, 0x5b]) }],
  },
  {
    name: 'invalid UTF-8 in a string',
    why: 'a WebSocket must refuse it, a body is read leniently',
    outcome: 'either',
    frames: [{ rawText: new Uint8Array(Buffer.from('42["x\u00e9"]', 'latin1')) }],
  },
  {
    name: 'a frame over every limit',
    why: 'it is refused before it is read whole',
    outcome: 'closed',
    frames: [`42["system:echo","${'x'.repeat(300_000)}"]`],
  },
  {
    name: 'a record separator inside a packet',
    why: 'over polling it makes two packets of one',
    outcome: 'either',
    frames: ['42["a\u001eb"]'],
  },
];
