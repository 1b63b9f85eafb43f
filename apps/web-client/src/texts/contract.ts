const count = (number: number, one: string): string => (number === 1 ? `1 ${one}` : `${number} ${one}s`);

/** All texts of the Contract panel, but for its reports. */
export const CONTRACT = {
  panel: 'Contract',
  coverage: 'Coverage',
  invalid: 'Invalid payloads',
  violations: 'Violations',
  draft: 'Draft',
  noVariants: (event: string | undefined, why: unknown) =>
    `No invalid payloads can be made for ${event ?? 'this event'}: ${String(why)}. Pick another event.`,
  notConnected: (client: string) => `${client} is not connected.`,
  stop: 'Stop',
  copyReport: 'Copy report',
  theReport: 'the report as Markdown',

  exercised: 'Contract exercised',
  ofContract: (share: string) => `of the contract exercised (${share})`,
  eventsSent: 'client events sent',
  answeredOk: 'answered OK',
  codesSeen: 'error codes seen',
  eventsReceived: 'server events received',
  downloadJson: 'Download JSON',
  copyMarkdown: 'Copy Markdown',
  theCoverage: 'the coverage as Markdown',
  resetCounts: 'Reset the counts',

  notTried: 'What was not tried',
  sendUntried: 'Send what I have not tried',
  withLogin: 'Also events that end the login',
  replies: 'Replies to what was not tried',
  allTried: 'Every client event was sent at least once.',
  firstExamples: (events: number, client: string) =>
    `The first example of ${count(events, 'event')}, one after the other, as ${client}.`,
  leftOut: (events: readonly string[]) => `Left out: ${events.join('; ')}.`,
  skipped: 'skipped',
  endsLogin: 'it would end the login of this client',
  noExample: 'the contract has no example of it',
  badExample: 'its first example does not fit its own schema',

  clientEvents: 'Client events',
  eventsAndCodes: 'Client events and their codes',
  event: 'event',
  sent: 'sent',
  ok: 'OK',
  noClientEvents: 'The contract has no client events.',
  legend: (codes: string) => `· possible, not seen yet. ${codes}.`,
  seen: 'seen',
  notSeen: 'not seen',
  brokeContract: (times: number) => `${times} broke the contract`,
  serverEvents: 'Server events',
  serverEventsReceived: 'Server events and how often they were received',
  received: 'received',
  notYet: 'not yet',
  noServerEvents: 'The contract has no server events.',

  pickEvent: 'Pick an event under “You send”. Invalid payloads are made from its schema.',
  noBase: (event: string) =>
    `${event} has no example, and its draft does not fit the contract. Write a payload that fits. Invalid payloads are made from it.`,
  madeFrom: 'Made from',
  from: (label: string) => `from ${label}`,
  sendAll: (variants: number) => `Send all ${variants}`,
  invalidPayloads: 'Invalid payloads',
  whatServerDid: 'What the server did',
  progress: (done: number, all: number) => `${done} of ${all}:`,
  loadVariant: (name: string) => `Load "${name}" into the editor`,
  notLocated: 'not located',
  notLocatedHelp: 'No issue of the reply points at the invalid part',

  removedClient: 'a removed client',
  none: 'none',
  allFits: (contract: string) => `Every event and every reply of this session fits the contract ${contract}.`,
  times: (times: number) => `${times} times`,
  issuesOf: (event: string) => `What is wrong with ${event}`,
  sample: 'Sample',
} as const;

/** All texts of the drafted contract's tab. */
export const DRAFT = {
  about: (url: string) =>
    `Describes the events in the timeline of all clients at ${url} as a contract: the types, optional fields and formats of what was seen, each with its number of samples.`,
  draft: 'Draft a contract',
  again: 'Draft again',
  copy: 'Copy',
  theContract: 'the contract',
  download: 'Download contract.ts',
  nothing: 'There are no messages in the timeline: send an event, then draft again.',
  result: (events: number, messages: number) =>
    `${count(events, 'event')} from ${count(messages, 'message')}. Read the contract before you use it: it allows only what was seen.`,
  events: 'Drafted events',
  code: 'Drafted contract',
  event: 'event',
  direction: 'direction',
  sent: 'sent',
  received: 'received',
  messages: 'messages',
  answers: 'answers',
  changes: 'what must change',
} as const;
