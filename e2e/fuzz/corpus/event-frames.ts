import type { HostileEntry } from './hostile-entry.ts';

const LIVE_NAMES = [
  'constructor',
  '__proto__',
  'toString',
  'hasOwnProperty',
  'error',
  '*',
  '',
  ' ',
  '\\ud800',
];
const PARSER_NAMES = [
  'connect',
  'connect_error',
  'disconnect',
  'disconnecting',
  'newListener',
  'removeListener',
];
const nested = (levels: number, open: string, close: string) => open.repeat(levels) + close.repeat(levels);
const echo = (value: string) => `421["system:echo",{"value":${value}}]`;

/** Events and acks in text: names, arguments, ids and JSON that a naive server trips over. */
export const eventFrames: readonly HostileEntry[] = [
  ...LIVE_NAMES.map(
    (name): HostileEntry => ({
      name: `the event name "${name}"`,
      why: 'names of Object.prototype, of emitters and of the wildcard must be unknown events like any other',
      outcome: 'answered',
      frames: [`421["${name}",{"type":2,"data":["session:logout"]}]`],
    }),
  ),
  ...PARSER_NAMES.map(
    (name): HostileEntry => ({
      name: `the reserved name "${name}"`,
      why: 'only Socket.IO itself may emit it',
      outcome: 'closed',
      frames: [`421["${name}","forged"]`],
    }),
  ),
  {
    name: 'a forged wildcard without data',
    why: 'null as the packet ends a naive handler of *',
    outcome: 'ignored',
    frames: ['42["*",null]'],
  },
  {
    name: 'a forged wildcard packet',
    why: 'smuggles an event past what looks at names',
    outcome: 'answered',
    frames: ['421["*",{"type":2,"nsp":"/","data":["session:logout",null]}]'],
  },
  {
    name: 'the event "error" without an ack',
    why: 'an emitter throws on an error that nobody hears',
    outcome: 'ignored',
    frames: ['42["error",{"message":"x"}]'],
  },
  {
    name: 'an event without data',
    why: 'the packet has no array at all',
    outcome: 'ignored',
    frames: ['42'],
  },
  { name: 'a call without data', why: 'there is an ack but no name', outcome: 'answered', frames: ['421'] },
  {
    name: 'a number as the name',
    why: 'the parser lets numbers pass',
    outcome: 'answered',
    frames: ['421[7,{}]'],
  },
  {
    name: 'an infinite number as the name',
    why: 'it has no JSON',
    outcome: 'answered',
    frames: ['421[1e999]'],
  },
  { name: 'an empty array', why: 'there is no name', outcome: 'closed', frames: ['42[]'] },
  ...[
    'null',
    'true',
    '{}',
    '[[]]',
    '[null]',
    '[{"a":1}]',
    '"text"',
    '12x',
    '[',
    '["system:time"',
    '["system:time"]]',
    '[NaN]',
    "['a']",
  ].map(
    (data): HostileEntry => ({
      name: `the event data ${data}`,
      why: 'no array with a name first, or no JSON',
      outcome: 'closed',
      frames: [`42${data}`],
    }),
  ),
  {
    name: 'a negative ack id',
    why: 'the id reads as data',
    outcome: 'closed',
    frames: ['42-1["system:time"]'],
  },
  {
    name: 'a fraction as the ack id',
    why: 'the id stops at the point',
    outcome: 'closed',
    frames: ['421.5["system:time"]'],
  },
  {
    name: 'a blank as the ack id',
    why: 'the parser takes white space for a digit',
    outcome: 'ignored',
    frames: ['42 ["system:time"]'],
  },
  {
    name: 'an ack id past all integers',
    why: 'it becomes Infinity',
    outcome: 'ignored',
    frames: [`42${'9'.repeat(400)}["system:time"]`],
  },
  {
    name: 'an ack id past the safe integers',
    why: 'it is rounded',
    outcome: 'ignored',
    frames: ['429007199254740993["system:time"]'],
  },
  {
    name: 'acks that nobody asked for',
    why: 'there is no such call of the server',
    outcome: 'ignored',
    frames: ['430[]', '4399[{"ok":true}]', '43[]'],
  },
  {
    name: 'an ack with a name of Object.prototype',
    why: 'acks are looked up by id',
    outcome: 'closed',
    frames: ['43__proto__[]'],
  },
  {
    name: 'far too many arguments',
    why: 'a call is name, payload and meta',
    outcome: 'answered',
    frames: [`421["system:echo"${',{"value":1}'.repeat(500)}]`],
  },
  {
    name: 'meta of every wrong kind',
    why: 'meta comes from the caller',
    outcome: 'answered',
    frames: [
      '421["system:time",null,7]',
      '421["system:time",null,[]]',
      '421["system:time",null,{"id":"","deadline":-1,"trace":{}}]',
      '421["system:time",null,{"deadline":1e308}]',
      '421["system:time",null,{"deadline":1e-9}]',
      '421["system:time",null,{"__proto__":{"deadline":1}}]',
    ],
  },
  {
    name: 'an object in place of the ack',
    why: 'an ack is made by the id alone',
    outcome: 'answered',
    frames: ['421["system:time",null,null,{"call":"me"}]'],
  },
  {
    name: '__proto__ keys',
    why: 'a merge of the payload would poison every object',
    outcome: 'answered',
    frames: [
      echo('{"__proto__":{"ok":false,"admin":true}}'),
      '421["session:login",{"name":"Eve","__proto__":{"scopes":["chat"]}}]',
    ],
  },
  {
    name: 'a constructor key',
    why: 'the long way to the prototype',
    outcome: 'answered',
    frames: [
      echo('{"constructor":{"prototype":{"ok":false}}}'),
      '421["room:join",{"room":"general","constructor":null}]',
    ],
  },
  {
    name: 'toJSON and then keys',
    why: 'an encoder calls one, an await the other',
    outcome: 'answered',
    frames: [echo('{"toJSON":"x","then":"y"}'), echo('{"then":{}}')],
  },
  {
    name: '5,000 nested arrays',
    why: 'recursion over JSON of a client overflows the stack',
    outcome: 'answered',
    frames: [
      `421["system:echo",{"value":${nested(5_000, '[', ']')}}]`,
      `421["system:time",${nested(5_000, '[', ']')}]`,
      `421["system:time",null,${nested(5_000, '[', ']')}]`,
    ],
  },
  {
    name: '3,000 nested objects',
    why: 'the same through keys',
    outcome: 'answered',
    frames: [
      echo(`${'{"a":'.repeat(2_600)}1${'}'.repeat(2_600)}`),
      '421["session:login",{"name":{"name":{"name":[]}}}]',
    ],
  },
  {
    name: '120,000 nested arrays',
    why: 'as deep as a packet can be',
    outcome: 'answered',
    frames: [echo(nested(120_000, '[', ']'))],
  },
  {
    name: 'an array of 30,000 items',
    why: 'large but allowed: it comes back',
    outcome: 'answered',
    frames: [echo(`[${'0,'.repeat(29_999)}0]`)],
  },
  {
    name: '10,000 unknown keys',
    why: 'a list of issues must not outgrow the payload',
    outcome: 'answered',
    frames: [
      `421["system:echo",{"value":1,${Array.from({ length: 2_000 }, (_, key) => `"k${key}":0`).join(',')}}]`,
    ],
  },
  {
    name: 'lone surrogates',
    why: 'text that has no UTF-8',
    outcome: 'answered',
    frames: [
      echo('"\\ud800 \\udfff"'),
      '421["session:login",{"name":"\\ud800"}]',
      '421["room:join",{"room":"\\udc00"}]',
    ],
  },
  {
    name: 'control characters',
    why: 'a log line must stay one line',
    outcome: 'answered',
    frames: ['421["\\u0000\\r\\n\\u001b[2J\\u2028"]', echo('"\\u0000"')],
  },
  {
    name: 'a name of 10,000 characters',
    why: 'it goes into the log and the reply',
    outcome: 'answered',
    frames: [`421["${'n'.repeat(10_000)}"]`],
  },
  {
    name: 'a packet larger than its event allows',
    why: 'maxBytes of one event',
    outcome: 'answered',
    frames: [`421["system:time","${'x'.repeat(70_000)}"]`, echo(`"${'x'.repeat(70_000)}"`)],
  },
];
