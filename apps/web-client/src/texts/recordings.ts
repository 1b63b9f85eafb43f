import { count, countOf } from './numbers.ts';

const place = (path?: string): string => {
  if (path === undefined) return 'the whole event';
  return path === '' ? 'the whole value' : path.replace(/^\*/, 'each item');
};

interface ComparedCounts {
  readonly calls: readonly { readonly verdict: string }[];
  readonly events: readonly { readonly verdict: string }[];
  readonly differences: number;
}

const differing = (rows: ComparedCounts['calls']): string =>
  count(rows.filter(({ verdict }) => verdict !== 'same').length);

const whereOf = (clients: readonly { readonly name: string; readonly server: string }[]): string => {
  const servers = new Set(clients.map(({ server }) => server));
  const each = clients.map(({ name, server }) => `${name} at ${server}`);
  return servers.size > 1 ? `: ${each.join(', ')}` : ` at ${[...servers].join()}`;
};

/** All texts of the Recordings panel. */
export const RECORDINGS = {
  panel: 'Recordings',
  saved: 'Saved recordings',
  noClients: 'no clients',
  rename: (name: string) => `Rename ${name}`,
  remove: (name: string) => `Delete ${name}`,

  noRecordings: 'No recordings yet',
  whatFor:
    'A recording holds what every client sends and receives. Make one before you change the server and replay it afterwards to see what changed.',
  steps: [
    ['Record', 'Press Record, then use the console with one or more clients: log in, send and receive.'],
    ['Replay', 'New clients do the same again. You see which replies, events and latencies are different.'],
    ['Keep it as a test', 'Export the recording as a Playwright test: one file that runs as it is.'],
  ],

  name: 'Name of the recording',
  nextName: (number: number) => `Recording ${number}`,
  record: 'Record',
  import: 'Import',
  importLabel: 'Recording to import',
  keepSecrets: 'Keep secrets in what clients send',
  keepSecretsHelp:
    'If off, a replay asks for secrets, auth and query values again, and headers are left out. Secrets in replies and events, such as tokens, are never kept.',
  loggedIn: (names: readonly string[]) =>
    `${names.join(' and ')} ${names.length > 1 ? 'are' : 'is'} logged in already. A replay begins without a login: log out first, and log in while it records.`,
  recording: 'Recording',
  stop: 'Stop and save',
  soFar: 'Recorded so far',
  soFarCounts: (calls: number, events: number, errors: number, size: string) =>
    `${countOf(calls, 'call')}, ${countOf(events, 'event')}, ${countOf(errors, 'error')}, ${size}. It goes on while you use other panels.`,

  renameTitle: 'Rename the recording',
  newName: 'New name',
  doRename: 'Rename',
  all: 'All recordings',
  contract: (name: string, version: string) =>
    version === '' ? 'no contract (raw)' : `contract ${name} ${version}`,
  goodToKnow: 'Good to know',
  missing: (entries: number) =>
    `${entries === 1 ? '1 entry is' : `${count(entries)} entries are`} missing: JSON has no form for them.`,
  wasLoggedIn: (name: string, user: string) =>
    `${name} was logged in as ${user} before the recording began. A replay begins without a login: calls may be refused.`,
  moved: (name: string) =>
    `${name} changed the server or contract while it was recorded, so it can neither be replayed nor exported as a test. A recording keeps one place for each client: add a client for each server, and record them together.`,
  authOf: (client: string) => `The auth of ${client}`,
  unsendable: (what: string) =>
    `${what} sends an integer that JavaScript cannot send exactly, so this recording can neither be replayed nor exported as a test.`,
  exportTest: 'Export as Playwright test',
  exportJson: 'Export as JSON',
  openInTimeline: 'Open in the timeline',

  replay: 'Replay',
  /** `Alice at http://a, Bob at http://b`, or the server alone where all have the same. */
  replayHelp: (clients: readonly { readonly name: string; readonly server: string }[]) =>
    `New clients do the same again${whereOf(clients)}. Values that the server gave, such as ids, are taken from the new replies.`,
  replayElsewhere: (servers: readonly string[]) =>
    `Send it to ${servers.join(' and ')}, secrets included. No client of this console is connected there.`,
  /** `auth.token of Staff`, `password of login`. */
  secretOf: (path: string, of: string) => `${path || 'value'} of ${of}`,
  secret: (what: string) => `Secret: ${what}`,
  secretHelp: 'It was not recorded. Type it for this replay.',
  pace: 'Pace',
  paces: [
    { value: 'fast', label: 'As fast as the order allows' },
    { value: 'recorded', label: 'At the recorded pace' },
  ],
  stopReplay: 'Stop',
  progress: 'Progress of the replay',
  valuesInstead: (changed: number, all: number) =>
    `Values to send: ${count(changed)} of ${count(all)} changed`,
  insteadOf: (value: string) => `Instead of ${value}`,
  newNames: 'A name can be in use on the server, so each replay logs in under new names.',
  otherValues:
    'Other values, such as a room, name what the server already has. Change one to start without its history.',
  addSuffix: 'Add a suffix to all values',
  failed: (reason: string) => `The replay failed: ${reason}`,
  notConnected: (client: string, why = 'no answer in time.') => `${client} could not connect: ${why}`,
  comparedUpTo: (cut = '') => `The replay was compared up to here: ${cut}`,
  recordedValue: (event: string, path: string, from?: string) =>
    `${event} was sent with the recorded value: this time no ${from === undefined ? 'reply' : `event ${from}`} had ${path}.`,
  notAnswered: (event: string, why: string) => `${event} was not answered as it was recorded: ${why}`,
  notHeard: 'it did not arrive.',
  noAnswerWanted: 'the server asked for no answer, or the connection that asked was lost.',

  comparison: 'Comparison',
  reportOf: (name: string, contract: string) => `Replay of "${name}" (${contract})`,
  runs: (recorded: string, replayed: string, isStopped: boolean) =>
    `Recorded ${recorded}, replayed ${replayed}${isStopped ? ', stopped before its end' : ''}`,
  outcome: 'Outcome of the replay',
  /** `Same: 5 calls and 8 events`, or `3 of 13 differ: 1 of 5 calls, 2 of 8 events`. */
  summary: ({ calls, events, differences }: ComparedCounts) => {
    const all = `${countOf(calls.length, 'call')} and ${countOf(events.length, 'event')}`;
    return differences === 0
      ? `Same: ${all}`
      : `${count(differences)} of ${count(calls.length + events.length)} differ: ${differing(calls)} of ${countOf(calls.length, 'call')}, ${differing(events)} of ${countOf(events.length, 'event')}`;
  },
  /** What stands for a value that differs from run to run, and for one that the user ignores. */
  varies: '(varies)',
  isIgnored: '(ignored)',
  noArguments: '(no arguments)',
  noAnswer: 'no answer',
  notSent: 'not sent',
  answered: 'answered',
  unanswered: 'not answered',
  notAsked: 'no answer wanted',
  stopped: 'stopped before its end',
  problems: 'Problems of the replay',
  onlyDifferences: 'Only differences',
  copyReport: 'Copy report',
  theReport: 'the report',
  calls: 'Calls',
  received: (name: string) => `Events received by ${name}`,
  shownOf: (shown: number, total: number) => (shown < total ? `${shown} of ${total}` : count(total)),
  allSame: (rows: number, one: string) => `${countOf(rows, one)}, all the same.`,
  showMore: (count: number) => `Show ${count} more`,
  differs: 'What differs',
  differences: 'The differences',
  /** A place in a value, or the event itself: `the whole event`, `the whole value`, `argument 1`, `data.rooms.*.name`, `each item.name`. */
  place,
  /** The same of a call or an event: `call order id`, `event order:new argument 1`. */
  ignoredPlace: ({ kind = '', event, path }: { kind?: string; event: string; path?: string }) =>
    `${kind} ${event} ${place(path)}`.trim(),
  ignore: 'Ignore',
  ignorePlace: (place: string) => `Ignore ${place}`,
  ignored: 'Ignored places',
  compareAgain: 'Compare again',
  comparePlace: (place: string) => `Compare ${place} again`,
  difference: (event: string) => `${event}: the replay beside the recording`,
  verdicts: { same: 'same', differs: 'differs', missing: 'missing', unexpected: 'unexpected' },

  savedAs: (name: string, cut = '') => `Saved as ${name}. ${cut}`.trim(),
  renamed: (name: string) => `Renamed to ${name}.`,
  nowIgnored: (places: readonly string[]) =>
    places.length > 0 ? `Ignored in comparisons: ${places.join(', ')}.` : 'Nothing is ignored.',
  removed: (name: string) => `Deleted ${name}.`,
  isBack: (name: string) => `${name} is back.`,
  imported: (name: string) => `Imported ${name}.`,
  notStored: (name: string, why: string) => `${name} is not stored. ${why} Export it to keep it.`,
  notChanged: (name: string, why: string) => `${name} is not changed. ${why}`,
  notDeleted: (name: string, why: string) => `${name} is not deleted. ${why}`,
  noStorage: (why: string) => `Recordings cannot be stored. ${why}`,
  emptyFile: 'There is nothing in it. Choose a file that this console exported.',
  notJson: (part: string, why: string) => `${part} is not JSON: ${why}`,
  notRecording: (format: string) => `This is JSON, but not a recording: it must have "format": "${format}".`,
  otherVersion: (version = 'undefined', ours: number) =>
    `This recording has version ${version}; this console reads versions 2 and ${ours}. Record or export it again.`,
  noEntries: 'The recording has no list "entries".',
  unknownClient: (entry: string, client: string) =>
    `${entry} names a client that is not among the clients: ${client}.`,
  damaged: (part: string, where: string, why = '') => `${part} is damaged at ${where}: ${why}.`,
  wholeFile: 'The recording',
  theFile: 'The file',
  entry: (number: number) => `Entry ${number}`,
  line: (number: number) => `Line ${number}`,
  notRead: (why: string) => `The recording cannot be read. ${why}`,
  gone: 'It is no longer stored.',
  unreadable: (why: string) => `It cannot be opened: it can be exported, renamed and deleted. ${why}`,
} as const;
