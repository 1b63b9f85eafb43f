/** The texts of the Connection panel, its settings and the list of targets. */
export const CONNECTION = {
  panel: 'Connections',
  of: (name: string) => `Connection of ${name}`,
  websocketBlocked: 'WebSocket blocked by you',
  reconnect: 'Reconnect',

  url: 'URL',
  path: (path: string) => `path ${path}`,
  socket: 'Socket',
  noSocket: 'none',
  identity: 'Identity',
  noIdentity: 'none: not logged in',
  unknownIdentity: 'the owner of the pasted token',
  user: (name: string, id: string) => `${name} (${id})`,
  heartbeat: 'Heartbeat',
  noHeartbeat: 'none yet',
  lastHeartbeat: (seconds: number) => `last ${seconds} s ago`,
  heartbeatRule: (every: number, lost: number) => `every ${every} s, lost after ${lost} s`,

  breakNetwork: (name: string) => `Break the network of ${name}`,
  breakIt: 'Break it',
  drop: 'Drop the transport',
  dropHelp: 'Cuts the connection, as a broken cable does. The client reconnects by itself.',
  goOffline: 'Go offline',
  goOnline: 'Come back online',
  offlineHelp: 'Takes the client off the network: no attempt reaches the server until it comes back.',
  blockWebsocket: 'Block WebSocket',
  allowWebsocket: 'Allow WebSocket',
  blockHelp: 'Lets only polling through, as some proxies do. The client reconnects, and there is no upgrade.',

  steps: (name: string) => `Steps of ${name}`,
  open: (transport: string) => `Open ${transport}`,
  handshake: 'Handshake',
  join: (namespace: string) => `Join ${namespace}`,
  probe: (transport: string) => `Probe ${transport}`,
  upgrade: (transport: string) => `Upgrade to ${transport}`,
  upgraded: (transport: string) => `Upgraded to ${transport}`,
  after: (milliseconds: number) => `+${milliseconds} ms`,
  done: 'done',
  now: 'in progress',
  failed: 'failed',

  attempts: (name: string) => `Attempts of ${name}, newest first`,
  handshakeBy: (transport: string) => `Handshake by ${transport}`,
  probeAnswered: (transport: string) => `The probe of ${transport} was answered`,
  upgradeFailed: (transport: string) => `Upgrade to ${transport} failed`,
  closedBeforeUpgrade: 'The connection was closed before the upgrade ended.',
  upgradeFailedWhy: (reason: string) =>
    `The connection stays as it is (${reason}). A proxy may stop WebSockets.`,
  waiting: (seconds: string) => `Next attempt in ${seconds} s`,
  disconnected: 'Disconnected by this console',
  refused: 'Refused',
  connected: (transport: string, id: string, isRecovered: boolean) =>
    `Connected by ${transport} as ${id}${isRecovered ? ', session recovered' : ''}`,
  lost: 'Connection lost',
  attempt: (number: number) => `Attempt ${number}`,
  attemptFailed: (number: number) => `Attempt ${number} failed`,

  settings: 'Settings',
  settingsOf: (name: string) => `Settings of ${name}`,
  notApplied: 'not applied',
  connectToApply: 'Connect to apply',
  reconnectToApply: 'Reconnect to apply',
  discard: 'Discard changes',
  changed: (fields: readonly string[]) => `Not applied yet: ${fields.join(', ').toLowerCase()}.`,
  allApplied: 'Everything is applied.',
  polling: 'Polling',
  websocket: 'WebSocket',
  showToken: 'Show the token',
  reconnectLabel: 'Reconnect after a lost connection',

  leftOut: (fields: readonly string[]) =>
    `Emptied, because it is for another server or contract: ${fields.join(', ').toLowerCase()}.`,
  putBack: 'Put them back',

  keep: 'Keep as a target',
  keepIt: 'Keep',
  replaceIt: 'Replace',
  keepHelp:
    'Other clients can connect to it. Its query, headers and auth are kept in this browser, with every token in them. The field Token is not kept.',
  kept: (name: string) => `Kept the target ${name}.`,
  replaced: (name: string) => `Replaced the target ${name}.`,

  serverOf: (name: string) => `Server of ${name}`,
  targets: 'Targets',
  connect: 'Connect',
  connectToUrl: 'Connect to this URL',
  connectTo: (name: string) => `Connect to ${name}`,
  removeTarget: (name: string) => `Remove ${name}`,
  removedTarget: (name: string) => `Removed the target ${name}.`,
  newTarget: 'A new target',
  serverUrlHelp: 'The path is the namespace: /chat in http://localhost:3000/chat.',
  rawHelp: 'Raw: any Socket.IO server, nothing is checked.',
  pathHelp: 'The path of Socket.IO on that server.',
  name: 'Name',
  nameHelp: 'Give it a name to keep it in the list.',
  keepAndConnect: 'Keep and connect',
} as const;

/** The fields of a client's settings, in the order of the form. */
export const FIELD_LABELS = {
  url: 'Server URL',
  contract: 'Contract',
  namespace: 'Namespace',
  path: 'Path',
  transports: 'Transports',
  query: 'Query',
  headers: 'Headers',
  auth: 'Auth',
  token: 'Token',
  reconnect: 'Reconnect',
  attempts: 'Attempts',
  delay: 'First pause (ms)',
  delayMax: 'Longest pause (ms)',
} as const;

export const FIELD_HELPS: Partial<Record<keyof typeof FIELD_LABELS, string>> = {
  url: 'The origin, such as http://localhost:3000. Leave it empty for the server of this page.',
  contract: 'Raw: any Socket.IO server. Nothing is checked, and nothing is added to what you send.',
  transports: 'With both, a connection starts by polling and upgrades to WebSocket.',
  query: 'One key=value per line.',
  headers: 'One Name: value per line. A browser sends them with polling only.',
  auth: 'A JSON object for the handshake.',
  token: 'Auth token. Leave empty to connect anonymously.',
  attempts: 'Leave it empty for no limit.',
  delay: 'Before the first attempt to reconnect.',
  delayMax: 'The pauses grow up to this.',
};

/** What to do about a field of a client's settings that does not fit. */
export const SETTINGS_PROBLEMS = {
  urlOrigin:
    'Write the origin alone, such as https://localhost:3000: the namespace and the path have fields of their own.',
  path: (example: string) => `Start it with a slash, as in ${example}, without spaces, commas, ? or #.`,
  mainNamespace: ' The main one is /.',
  transports: 'Pick at least one: with none, nothing can connect.',
  token: 'A token has no spaces or line breaks: paste it alone.',
  count: (min: number, hint: string) => `Write a whole number from ${min}, ${hint}.`,
  attempts: 'or leave it empty for no limit',
  milliseconds: (example: number) => `in milliseconds, such as ${example}`,

  line: (number: number) => `Line ${number}`,
  pair: (line: string, form: string, text: string) =>
    `${line} is not ${form}: write ${text}…, one pair per line.`,
  atLine: (line: string, problem: string) => `${line}: ${problem}`,
  repeated: (line: string, name: string) => `${line} repeats ${name}: write each name once.`,
  takenKey: (key: string) => `Socket.IO sets ${key} itself. Take another name.`,
  headerName: (name: string) => `${name} is not the name of a header.`,
  forbiddenHeader: (name: string) => `A browser does not let a page send ${name}: leave it out.`,
  headersByPolling: 'A browser sends headers with polling only: allow polling, or leave them out.',

  authJson: (reason: string) => `${reason}. Write an object such as {"shard": 7}.`,
  authObject: 'Write a JSON object, such as {"shard": 7}.',
  authToken: 'Put the token into its own field below, where it is hidden.',
  authContract:
    '"contract" must be {"name": text, "version": text}. Leave it out to send that of this console.',
} as const;
