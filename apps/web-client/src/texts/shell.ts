const count = (number: number): string => number.toLocaleString('en');

/** All texts of the frame: the bars, the columns, the palette and the catalog of events. */
export const SHELL = {
  panels: 'Panels',
  events: 'Events',
  compose: 'Compose',
  timeline: 'Timeline',
  more: 'More',
  columnOfPanels: 'What happens',
  allPanels: 'All panels',
  widthOfEvents: 'Width of the events',
  widthOfComposer: 'Width of the composer',
  splitterHelp: 'Drag, or use the arrow keys. Double click or Enter resets the width.',

  connection: 'Connection',
  charts: 'Charts',
  sequence: 'Sequence',
  contract: 'Contract',
  recordings: 'Recordings',
  recording: 'Recording',
  recordingFull: (limit: string) => `It ended by itself at ${limit}, the most a recording holds.`,
  saved: 'Saved',

  product: 'Switchboard',
  contractOf: (client: string) => `The contract of ${client}`,
  namespace: (namespace: string) => `namespace ${namespace}`,
  address: (url: string, namespace: string) => `${url}, namespace ${namespace}`,
  palette: 'Command palette',
  share: 'Share a link',
  keys: 'Keys',
  light: 'Light',
  dark: 'Dark',
  system: 'System',
  theme: (name: string) => `Theme: ${name}`,

  noSocket: 'no socket',
  roundTrip: 'round trip',
  roundTripHelp: (replies: number, client: string) =>
    `Median latency of the last replies to ${client} at this server, at most ${replies}`,
  noRoundTrip: (client: string) => `The timeline has no reply to ${client} from this server`,
  storageTrouble: 'Storage is full or forbidden: a reload loses the changes',
  received: (number: number) => `in ${count(number)}/s`,
  receivedHelp: 'Events received by all clients in the last second. Replies are not counted.',
  sent: (number: number) => `out ${count(number)}/s`,
  sentHelp: 'Events sent by all clients in the last second',
  rows: (kept: number, capacity: number) => `${count(kept)} of ${count(capacity)} rows`,
  rowsHelp: 'Rows that the console keeps. Older rows are dropped.',
  dropped: (number: number) => `${count(number)} dropped`,

  otherEvents: 'other events',
  otherCodes: 'other codes',
  nothingToSave: 'Nothing to save here: pick an event that you send.',
  startedNew: 'Started a new event.',
  nameBeforeSaving: 'Give the event a name before you save it.',
  sentBefore: 'what was sent',
  recordedRow: (event: string) =>
    `${event} is a row of a recording, which is not sent. Load it into the editor.`,
  secretsLeftOut: (event: string) =>
    `${event} has secrets that were left out. Load it into the editor, and set them as variables.`,
  sentElsewhere: (event: string, there = 'another server', here: string) =>
    `${event} was sent to ${there}. Its client is at ${here} now.`,
  sendAnyway: 'Send anyway',
  loaded: (what: string, isReplaced: boolean) =>
    `Loaded ${what}${isReplaced ? ' in the place of the draft' : ''}.`,
  brokenLink:
    'This link could not be opened, because a part of the console could not be loaded. Reload the page.',
  eventFailed: (reason: string) =>
    `This event cannot be shown: ${reason}. Pick another event. Everything else works.`,
  eventGone: (event: string) =>
    `The contract has no event ${event}. Pick another on the left. Your draft is kept.`,
  openQuickStart: 'Open the quick start',

  consoleFailed: 'The console failed',
  consoleFailedHelp:
    'Reload it first. If it fails again, reset the layout: the picked event, the panels, their widths and the rows of the timeline are reset. Your drafts are kept either way.',
  reload: 'Reload',
  resetLayout: 'Reset the layout and reload',
  forReport: 'For a report',

  oneCharacterKeys: 'Keys of one character',
  oneCharacterKeysHelp:
    'They do nothing while you type. Turn them off if you control your computer by voice.',
  key: 'Key',
  does: 'Does',
  where: 'Where',
};

/** All texts of the palette. */
export const PALETTE = {
  find: 'Find a command',
  findHelp: 'Find an event, a client, a panel or an action',
  none: (query: string) => `Nothing matches “${query}”.`,
  picked: (label: string, index: number, all: number) => `${label}, ${index} of ${all}`,
  all: (commands: number) => `${commands} commands`,
  do: 'Do',
  send: 'Send',
  receive: 'Receive',
  clients: 'Clients',
  panels: 'Panels',
  theme: 'Theme',
  quickStart: 'Quick start',
  connect: (client: string) => `Connect ${client}`,
  disconnect: (client: string) => `Disconnect ${client}`,
  pause: 'Pause or resume the timeline',
  clear: 'Clear the timeline',
  share: 'Share a link…',
  shareHelp: 'A link to what you see now',
  widths: 'Reset the widths of the columns',
  switchTo: (client: string) => `Switch to ${client}`,
  show: (panel: string) => `Show ${panel}`,
};

/** All texts of the catalog of events. */
export const CATALOG = {
  events: 'Events',
  search: 'Search events',
  quickStart: 'Quick start',
  youSend: 'You send',
  youReceive: 'You receive',
  customEvent: 'Custom event…',
  newEvent: 'New event…',
  noneFits: 'No event matches the search.',
  latest: (shown: number, all: number) =>
    `${shown} of ${all.toLocaleString('en')} names: those seen last. Search to find the others.`,
  mostNames: (most: number) =>
    `Only the ${most.toLocaleString('en')} names that were seen last are kept and searched.`,
  other: 'other',
  seenOnly: 'seen',
  notInContract: 'not in the contract',
  noneSeen: 'None so far: names are listed once they are seen.',
  replies: 'replies with data',
  needsLogin: 'needs a login',
  seen: (times: number) => (times === 1 ? 'seen once' : `seen ${times} times`),
  violations: (times: number) => `${times} broke the contract`,
};

/** All texts of the parts that many panels share. */
export const PARTS = {
  notices: 'Notices',
  closeNotice: 'Close the notice',
  undo: 'Undo',
  copied: (what: string) => `Copied ${what}.`,
  copyByHand: 'Copy it by hand',
  copyByHandHelp: 'The browser does not let this page write to the clipboard',
  loading: (part: string) => `Loading: ${part}`,
  partFailed: (part: string, reason: string) => `${part} cannot be shown: ${reason}`,
  partFailedHelp: 'If the server is down, wait until it answers. If it was updated, reload the page.',
  notFetched: (address: string) => `${address} could not be fetched.`,
  tryAgain: 'Try again',
  reloadPage: 'Reload the page',
  storageFull: "The browser's storage is full.",
  storageForbidden: (reason: string) => `The browser does not let this page store anything (${reason}).`,
  name: 'Name',
  giveName: 'Give it a name.',
  folder: 'Folder',
  folderHelp: 'Empty for none. A new name makes a new folder.',
  close: 'Close',
  tooLarge: (size: string) => `It is larger than ${size}.`,
  notImported: (file: string, reason: string) => `${file} was not imported. ${reason}`,
  notReply: 'it must be a reply, or the error of one',
  notTime: 'it must be a time in milliseconds since 1970',
  notSpan: 'it must be a number of milliseconds, 0 or more',
  pick: (place: string) => `Pick ${place}`,
  wholeValue: 'the whole value',
  root: '(whole value)',
  deeper: (levels: number) => `… deeper than ${levels} levels`,
  moreItems: (items: number) => `… ${items} more`,
  binary: (size: string) => `binary, ${size}`,
  useAsVariable: 'Use as variable',
  usePlace: (place: string) => `Use ${place} as variable…`,
  variableTaken: 'This variable exists. It gets the new value.',
  variableHelp: (name: string) => `Write {{${name}}} in any text of a draft to use it.`,
  secret: (shown: string) => `${shown} (secret)`,
  replace: 'Replace',
  save: 'Save',
  table: (caption: string) => `${caption}, table`,
  more: (rows: number) => `${count(rows)} new`,
};
