/** All texts of the quick start and the first steps. */
export const QUICK_START = {
  panelOf: (client: string) => `Quick start as ${client}`,
  title: 'Quick start',
  lead: 'Log in, join a room, and send a message. Then pick another client above and do the same: both are connected at once, and the timeline shows what goes over the wire.',
  needsClient: (contract: string) =>
    `The quick start needs a client with the contract ${contract}. Pick such a client above, or add one.`,

  logIn: 'Log in',
  youAre: 'You are logged in as',
  byToken: 'You are logged in with a token.',
  logOut: 'Log out',
  yourName: 'Your name',
  nameInUse: (name: string) => `The name ${name} is in use. Choose another name.`,

  joinRoom: 'Join a room',
  inRoom: 'In',
  members: (names: readonly string[]) => `with ${names.join(', ')}.`,
  leave: 'Leave',
  room: 'Room',
  join: 'Join',
  roomFull: (limit: number) => `This room is full: it takes ${limit} people. Choose another.`,

  sayHello: 'Say hello',
  messagesHere: 'Messages of the room show here.',
  noMessages: (room: string) => `No messages in ${room} yet.`,
  messagesIn: (room: string) => `Messages in ${room}`,
  typing: (names: readonly string[]) => `${names.join(', ')} typing…`,
  message: 'Message',
  send: 'Say it',
  attach: 'Attach a file',
  stored: (seq: number) => `Stored as message ${seq} of the room.`,
  notInRoom: (room: string) => `You are not in ${room}: join it again.`,
  notSent: 'Not sent: there was no connection.',

  firstSteps: 'First steps',
  nothingSent: 'Nothing was sent yet. Open the quick start, pick an event, or run the sample traffic:',
  open: 'Open the quick start',
} as const;

/** All texts of the sample traffic. */
export const SAMPLE = {
  title: 'Sample traffic',
  help: 'Two clients log in, join a room and send a message',
  stop: 'Stop the sample traffic',
  close: 'Close the sample traffic',
  starting: 'Starting',
  logsIn: (name: string) => `${name} logs in`,
  joins: (name: string, room: string) => `${name} joins ${room}`,
  saysHello: (name: string) => `${name} says hello`,
  hello: (name: string) => `Hello from ${name}!`,
  done: (names: readonly string[], room: string) =>
    `${names.join(' and ')} said hello in ${room}: every step is in the timeline.`,
  stopped: 'Stopped. Messages that were sent stay sent.',
  noClient: (contract: string) => `No client uses the contract ${contract}: add one for this server.`,
  namesTaken: (name: string) =>
    `The name ${name} and similar ones are in use: rename the client and try again.`,
  notConnected: 'There is no connection: connect both clients and try again.',
  noReply: 'The server did not reply in time: check that both clients are connected.',
  refused: (message: string, code: string) => `The server refused: ${message} (${code})`,
} as const;

/** All texts of the admin. */
export const ADMIN = {
  panel: 'Admin',
  parts: 'Parts of the admin',
  connecting: 'Connecting to the admin',
  emitToAll: 'Emit to everyone',
  auto: 'Every 2 s',
  absent: 'Admin is not there',
  developmentOnly: 'Admin is available in development only',
  refused: 'The server refuses the admin',
  whyAbsent:
    'This server does not serve the namespace /admin. A server in production never does, because the admin can list and disconnect users and emit events without a login of its own. Start the server with “pnpm dev” to use it.',
  serverMessage: (message: string) => `Message of the server: ${message}`,
  tryAgain: 'Try again',
  theDraft: 'an event of the admin',

  sockets: 'Sockets',
  noSockets: 'No socket is connected.',
  user: 'User',
  notLoggedIn: 'not logged in',
  actions: 'Actions',
  rooms: 'Rooms',
  connection: 'Connection',
  since: 'Since',
  emitToSocket: (socket: string) => `Emit to the socket of ${socket}`,
  disconnectOne: (socket: string) => `Disconnect ${socket}`,

  room: 'Room',
  people: 'People',
  noRooms: 'There are no rooms.',
  membersOf: (room: string) => `Members of ${room}`,
  noMembers: 'The room is empty.',
  emitToRoom: (room: string) => `Emit to the room ${room}`,

  identities: 'Identities',
  name: 'Name',
  away: 'away',
  noIdentities: 'No user is logged in.',
  emitToUser: (user: string) => `Emit to ${user}`,

  rates: 'Rates',
  callsByEvent: 'Calls by event',
  event: 'Event',
  perSecond: 'Per second',
  sinceStart: 'Since start',
  failed: 'Failed',
  rate: (perSecond: number, inFlight: number) =>
    `${perSecond.toFixed(1)} calls per second, ${inFlight} in flight`,
  countingOne: 'Counting for one second…',
  noCalls: 'There were no calls yet.',

  search: (list: string) => `Search ${list}`,
  searchIn: (list: string) => `Search in ${list}`,
  searchHint: 'Search',
  refresh: (list: string) => `Refresh ${list}`,
  nothingFound: 'No entry contains this text.',
  loading: 'Loading…',
  total: (entries: number, page: number) => `${entries} in total${page > 1 ? `, page ${page}` : ''}`,
  previous: 'Previous',
  next: 'Next',
} as const;
