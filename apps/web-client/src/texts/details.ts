import { count, countOf } from './numbers.ts';

/** All texts of a row's details, and of the export. */
export const DETAILS = {
  part: 'The details',
  region: 'Details',
  close: 'Close the details',
  replyTo: (event: string) => `Reply to ${event}`,
  noReplyTo: (event: string) => `No reply to ${event}`,
  answerTo: (event: string) => `Answer to ${event}`,
  connection: (status: string) => `Connection ${status}`,
  noAnswerYet: 'There is no answer yet.',
  answer: 'Answer…',
  answerHelp: 'These arguments are your answer. An event can be answered only once.',
  sendAnswer: 'Send the answer',
  resend: 'Resend',
  load: 'Load into editor',
  pin: 'Pin',
  unpin: 'Unpin',
  pinnedRow: 'Pinned row',
  pinnedContent: 'Content of the pinned row',
  offset: (text: string) =>
    `The packet ends with ${text}, which looks like a recovery offset. A server with connection state recovery adds it to events that are not volatile, so it is not counted as an argument.`,
  rounded: (number: number, text: string, shown: string) =>
    `${countOf(number, 'number')} of the packet cannot be shown with all digits: ${text} is shown as ${shown}. The raw frame has it as it came.`,
  repeated: (number: number, name: string) =>
    `${countOf(number, 'field')} of the packet came more than once: of ${name} only the last value is shown. The raw frame has all of them.`,
  copyJson: 'Copy as JSON',
  theJson: 'the JSON',
  showSecrets: 'Show secrets',
  hideSecrets: 'Hide secrets',

  tabs: 'Ways to read the content',
  tabNames: { tree: 'Tree', pretty: 'Pretty', frames: 'Raw frame', diff: 'Diff', check: 'Contract check' },

  copyValue: 'Copy value',
  theValue: 'the value',
  copyPath: 'Copy path',
  thePath: 'the path',
  useAsVariable: 'Use as variable…',

  jsonPart: 'The JSON',
  json: 'Content as JSON',

  secretPackets: 'The packets hold a secret. Show secrets to read them.',
  noPackets: 'No packet of this row was seen.',
  notWritable: (reason: string) => `This cannot be written as JSON: ${reason}`,
  packet: (number: number, of: number) => `Packet ${number} of ${of}`,
  text: 'text',
  binary: 'binary',
  cut: '… cut',

  nothingToCompare:
    'There is nothing to compare with: this is the first row of its event, client and direction. Pin another row to compare with it.',
  base: (isPinned: boolean, time: string) => `${isPinned ? 'the pinned row' : 'the previous row'}, ${time}`,
  compared: {
    same: (base: string) => `The same as ${base}.`,
    differs: (base: string) => `Compared with ${base}.`,
    beyond: (base: string) => `Differs from ${base} after the part that can be shown, which is the same.`,
    unknown: (base: string) => `Cannot be compared with ${base}: JSON has no form for both.`,
  },
  changes: (base: string) => `Changes since ${base}`,

  verdicts: {
    fits: 'fits the contract',
    broken: 'breaks the contract',
    unknown: 'not in the contract',
    waiting: 'no reply yet',
    none: 'nothing to check',
  },
  issues: 'Issues of the contract',
  notInThisContract: 'not in this contract',
  leftOut: 'These fields were left out:',
  droppedFields: 'Fields that are not in this contract',
  serverSays: 'The server says what does not fit:',
  replyIssues: 'Issues in the reply',
  lateReply: 'If the reply still comes, the row shows it.',
  noPayload: 'This event takes no payload.',
  copyReport: 'Copy report',
  theReport: 'the report',
  report: {
    contract: (name: string, version: string) => `Contract: ${name} ${version}`,
    client: (name: string) => `Client: ${name}`,
    direction: (direction: string) => `Direction: ${direction}`,
    time: (time: string) => `Time: ${time}`,
    dropped: 'Not in this contract, left out:',
    directions: { reply: 'reply of the server', received: 'from the server', sent: 'from the client' },
  },

  exportTimeline: 'Export the timeline',
  format: 'Format',
  formats: {
    ndjson: { label: 'NDJSON', description: 'One entry a line. Can be imported again.' },
    json: { label: 'JSON', description: 'One document. Can be imported again.' },
    csv: { label: 'CSV', description: 'For a spreadsheet. Formulas are escaped.' },
  },
  rows: 'Rows',
  all: (rows: number) => `All ${count(rows)}`,
  matching: (rows: number) => `The ${count(rows)} that match the filter`,
  writeSecrets: 'Write secrets in the clear',
  writeSecretsHelp:
    'Otherwise secrets are written as •••: what the contract marks as secret, and fields with names such as "password" or "token" in events that it does not have.',
  download: 'Download',
} as const;
