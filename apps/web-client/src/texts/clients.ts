/** The texts of the clients in the top bar, and of one that has no connection. */
export const CLIENTS = {
  list: 'Clients',
  chip: (name: string, state: string) => `${name}, ${state}`,
  chipTitle: (name: string, state: string, user: string | undefined) =>
    `${name}: ${state}${user === undefined ? '' : `, logged in as ${user}`}`,
  add: 'Add a client',
  addIt: 'Add',
  options: (name: string) => `Options of ${name}`,
  connectElsewhere: 'Connect to another server',
  servers: 'Servers',
  rename: 'Rename',
  renameOf: (name: string) => `Rename ${name}`,
  duplicate: 'Duplicate',
  forget: 'Forget the identity and reconnect',
  remove: 'Remove',
  removed: (name: string) => `Removed the client ${name}.`,

  oneArgument:
    'An event of a contract carries one argument. Remove the others, or use a client without a contract.',

  disconnected: 'disconnected',
  connecting: 'connecting',
  connected: 'connected',
  reconnecting: 'reconnecting',
  refused: 'refused',
  lost: 'connection lost',
  offline: 'offline by you',

  connection: 'Connection',
  transport: 'Transport',
  connect: 'Connect',
  disconnect: 'Disconnect',

  noConnection: 'No connection',
  isDisconnected: (name: string) => `${name} is disconnected`,
  notSent: (name: string, url: string) =>
    `Nothing can be sent as ${name} until it is connected to ${url} again.`,
  isRefused: (name: string) => `The server refused ${name}`,
  notTriedAgain: (url: string) => `Tried: ${url}. The console does not try again by itself.`,
  cannotConnect: (name: string) => `${name} cannot connect`,
  lostConnection: (name: string) => `${name} lost its connection`,
  triedAgain: (url: string, attempt: number) =>
    `Tried: ${url}${attempt > 0 ? `, attempt ${attempt}` : ''}. The console tries again by itself; your drafts are kept.`,
  stopTrying: 'Stop trying',
  tryNow: 'Try now',
  nextAttempt: (seconds: number) => `Next attempt in ${seconds} s`,
  code: (code: string) => `Code ${code}`,
  refusedWith: 'The server refused with this data:',
  connectAgain: 'Connect again',
  connectNow: 'Connect now',
  everyAttempt: 'Show every attempt',

  noAnswer: 'No reply came in time.',
  connectionLost: 'The connection was lost, or there was none.',
  unsent: (event: string, reason = '') => `${event} was not sent: ${reason}`,
  notConnected: 'There is no connection, so it was not sent. Send it again once there is one.',
  removedName: (name: string) => `${name} (removed)`,
  numbered: (number: string) => `Client ${number}`,
  notAnswered: 'The connection was lost before you answered.',
  stoppedWaiting: 'You stopped waiting for the answer.',
  reloaded: 'The page was reloaded before an answer came.',
  unrecorded: 'The recording has no answer.',
  blockedByPolicy: (url: string) =>
    `The Content-Security-Policy of this page does not let it connect to ${url}. To allow it, serve the console with serveConsole() of @switchboard/console, and set its option "connect" to 'anywhere' or to a list with this server.`,

  thisServer: 'this server',
  thisServerRaw: 'This server, raw',
  thisServerWith: (contract: string) => `This server, ${contract}`,
  raw: 'raw',
  rawContract: 'Raw: none',
  pathOf: (path: string) => `, path ${path}`,
  firstClient: 'Client 1',
  copyOf: (name: string, number: number) => (number > 1 ? `${name} copy ${number}` : `${name} copy`),

  reload: 'Reload the page',
  reloadHelp: 'Loads the console again, with the contract of the server that serves it now.',
  connectAnyway: (name: string, version: string) => `Connect anyway, as ${name} ${version}`,
  connectAnywayHelp:
    "Connects as a client of the server's contract. Messages are still checked against the contract of this page.",
} as const;

/** What to do about an address that does not fit. */
export const ADDRESS_PROBLEMS = {
  missing: 'Write an address such as http://localhost:3000, or with a namespace: …:3000/chat.',
  scheme: (scheme: string) =>
    `Socket.IO runs over HTTP, not over ${scheme}: start the address with http:// or https://.`,
  spaces: 'An address has no spaces: leave them out.',
  credentials:
    'Leave out the part before the @: a browser does not send it. Put it under Auth, in the settings.',
  port: (port: string) => `${port} is not a port: write a number from 1 to 65535.`,
  query: (query: string) => `Leave out ${query}, and put it under Query, in the settings of the client.`,
  fragment: (fragment: string) => `Leave out ${fragment}: a browser does not send it.`,
  namespace:
    'What follows the host is the namespace, such as /chat: start it with a slash, and write no commas.',
  host: (host: string) => `${host} is not the name of a host: write one such as localhost or chat.example.`,
} as const;
