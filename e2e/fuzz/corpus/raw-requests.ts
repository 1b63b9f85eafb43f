/** What one client writes into TLS connections of its own, all at once. `{sid}` is an open polling session. */
export interface RawRequest {
  readonly name: string;
  readonly why: string;
  /** The status that the last of the connections gets; left open where their race, or the kernel, decides. */
  readonly status: number | undefined;
  readonly texts: readonly string[];
}

const ENGINE = '/socket.io/?EIO=4&transport=';
const get = (path: string, headers = '') => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n`;
const post = (path: string, body: string, headers = '') =>
  `POST ${path} HTTP/1.1\r\nHost: localhost\r\n${headers}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
const upgrade = (path: string, headers = '') =>
  get(path, `Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n${headers}`);
const KEY = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n';
const polling = `${ENGINE}polling&sid={sid}`;
const websocket = upgrade(`${ENGINE}websocket`, KEY);
/** Frames below are not masked, or break the protocol of WebSockets in another way. */
const withFrame = (bytes: string) => websocket + bytes;

/** Handshakes, polls, upgrades and WebSocket frames that no library would send. */
export const rawRequests: readonly RawRequest[] = [
  {
    name: 'an unknown session',
    why: 'ids are looked up',
    status: 400,
    texts: [get(`${ENGINE}polling&sid=nobody`)],
  },
  {
    name: 'a session named __proto__',
    why: 'ids are looked up',
    status: 400,
    texts: [get(`${ENGINE}polling&sid=__proto__`)],
  },
  {
    name: 'an unknown transport',
    why: 'names are looked up',
    status: 400,
    texts: [get(`${ENGINE}constructor`)],
  },
  { name: 'no transport', why: "the query is the caller's", status: 400, texts: [get('/socket.io/?EIO=4')] },
  {
    name: 'parameters twice',
    why: 'they become arrays',
    status: 400,
    texts: [get('/socket.io/?EIO=4&transport=polling&transport=polling&sid=a&sid=b')],
  },
  {
    name: 'an old protocol',
    why: 'only revision 4 is spoken',
    status: 400,
    texts: [get('/socket.io/?EIO=3&transport=polling')],
  },
  {
    name: 'a handshake by POST',
    why: 'it must be a GET',
    status: 400,
    texts: [post(`${ENGINE}polling`, '40')],
  },
  {
    name: 'a WebSocket session without an upgrade',
    why: 'the transports do not fit',
    status: 400,
    texts: [get(`${ENGINE}websocket`)],
  },
  {
    name: 'another transport for an open session',
    why: 'the transports do not fit',
    status: 400,
    texts: [get(`${ENGINE}websocket&sid={sid}`)],
  },
  {
    name: 'an upgrade of an unknown session',
    why: 'there is nothing to upgrade',
    status: 400,
    texts: [upgrade(`${ENGINE}websocket&sid=nobody`, KEY)],
  },
  {
    name: 'an upgrade to polling',
    why: 'the engine may take it for a WebSocket',
    status: 101,
    texts: [upgrade(`${ENGINE}polling`, KEY)],
  },
  {
    name: 'an upgrade without a key',
    why: 'the handshake of WebSockets fails',
    status: 400,
    texts: [upgrade(`${ENGINE}websocket`)],
  },
  {
    name: 'an upgrade elsewhere',
    why: 'nobody there takes upgrades',
    status: undefined,
    texts: [upgrade('/', KEY)],
  },
  {
    name: 'two polls at once',
    why: 'the second ends the session',
    status: undefined,
    texts: [get(polling), get(polling)],
  },
  {
    name: 'two posts at once',
    why: 'the second ends the session',
    status: undefined,
    texts: [
      `POST ${polling} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n40`,
      post(polling, '40'),
    ],
  },
  {
    name: 'two upgrades at once',
    why: 'only one may win',
    status: undefined,
    texts: [upgrade(`${ENGINE}websocket&sid={sid}`, KEY), upgrade(`${ENGINE}websocket&sid={sid}`, KEY)],
  },
  {
    name: 'a binary body',
    why: 'revision 4 writes base64',
    status: 400,
    texts: [post(polling, '\u0001\u00ff', 'Content-Type: application/octet-stream\r\n')],
  },
  {
    name: 'a body over the limit',
    why: 'it is not read to its end',
    status: 413,
    texts: [post(polling, 'x'.repeat(300_000))],
  },
  {
    name: 'a body of separators',
    why: 'each ends an empty packet',
    status: 200,
    texts: [post(polling, '\u001e'.repeat(100_000))],
  },
  {
    name: 'packets behind a close',
    why: 'the session is over',
    status: 200,
    texts: [post(polling, '1\u001e40\u001e421["system:time"]')],
  },
  {
    name: 'packets behind a bad one',
    why: 'the session is over',
    status: 200,
    texts: [post(polling, '40\u001e9\u001e421["system:time"]')],
  },
  {
    name: '5,000 connects in a body',
    why: 'each would make a socket',
    status: 200,
    texts: [post(polling, Array.from({ length: 5_000 }, () => '40').join('\u001e'))],
  },
  {
    name: '5,000 namespaces in a body',
    why: 'each would make a namespace',
    status: 200,
    texts: [post(polling, Array.from({ length: 5_000 }, (_, index) => `40/n${index},`).join('\u001e'))],
  },
  {
    name: 'a body shorter than it says',
    why: 'the server waits, the client leaves',
    status: undefined,
    texts: [`POST ${polling} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n42`],
  },
  {
    name: 'another method',
    why: 'only GET and POST mean something',
    status: 500,
    texts: [`PUT ${polling} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n`],
  },
  {
    name: 'a foreign origin',
    why: 'pages of others may not connect',
    status: 403,
    texts: [get(`${ENGINE}polling`, 'Origin: https://evil.example\r\n')],
  },
  {
    name: 'an origin that is none',
    why: 'no page has it',
    status: 403,
    texts: [get(`${ENGINE}polling`, 'Origin: \u00ff\r\n')],
  },
  {
    name: 'two Host headers',
    why: 'a proxy may have read the other one',
    status: 400,
    texts: [get(`${ENGINE}polling`, 'Host: evil.example\r\n')],
  },
  {
    name: 'a poll by JSONP',
    why: 'a script tag of any page could read it',
    status: 400,
    texts: [get(`${ENGINE}polling&j=0`)],
  },
  { name: 'no HTTP at all', why: 'the parser gives up', status: 400, texts: ['\u0000\u0001\u0002\r\n\r\n'] },
  {
    name: 'a frame without a mask',
    why: 'clients must mask',
    status: 101,
    texts: [withFrame('\u0081\u0002\u0034\u0030')],
  },
  {
    name: 'a reserved opcode',
    why: 'there is no such frame',
    status: 101,
    texts: [withFrame('\u0083\u0080\u0000\u0000\u0000\u0000')],
  },
  {
    name: 'reserved bits',
    why: 'no extension was agreed on',
    status: 101,
    texts: [withFrame('\u00f1\u0080\u0000\u0000\u0000\u0000')],
  },
  {
    name: 'a continuation of nothing',
    why: 'no message was begun',
    status: 101,
    texts: [withFrame('\u0080\u0080\u0000\u0000\u0000\u0000')],
  },
  {
    name: 'a frame of 2^63 bytes',
    why: 'no buffer is that large',
    status: 101,
    texts: [
      withFrame('\u0081\u00ff\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u0000\u0000\u0000\u0000'),
    ],
  },
  {
    name: 'a frame that never ends',
    why: 'the client leaves in the middle',
    status: 101,
    texts: [withFrame('\u0081\u00fe\u00ff\u00ff\u0000\u0000\u0000\u000042')],
  },
  {
    name: 'a close code that is none',
    why: 'codes have ranges',
    status: 101,
    texts: [withFrame('\u0088\u0082\u0000\u0000\u0000\u0000\u0000\u0001')],
  },
];
