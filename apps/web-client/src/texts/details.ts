const count = (number: number): string => number.toLocaleString('en');

/** All texts of a row's details, and of the export. */
export const DETAILS = {
  part: 'The details',
  region: 'Details',
  close: 'Close the details',
  resend: 'Resend',
  load: 'Load into editor',
  pin: 'Pin',
  unpin: 'Unpin',
  pinnedRow: 'Pinned row',
  pinnedContent: 'Content of the pinned row',
  copyJson: 'Copy as JSON',
  theJson: 'the JSON',
  showSecrets: 'Show secrets',
  hideSecrets: 'Hide secrets',

  tabs: 'Ways to read the content',
  tree: 'Tree',
  pretty: 'Pretty',
  frames: 'Raw frame',
  diff: 'Diff',
  check: 'Contract check',

  copyValue: 'Copy value',
  theValue: 'the value',
  copyPath: 'Copy path',
  thePath: 'the path',
  useAsVariable: 'Use as variable…',

  jsonPart: 'The JSON',
  json: 'Content as JSON',

  secretPackets: 'The packets hold a secret. Show secrets to read them.',
  noPackets: 'No packet of this row was seen.',
  packet: (number: number, of: number) => `Packet ${number} of ${of}`,
  text: 'text',
  binary: 'binary',
  cut: '… cut',

  diffPart: 'The diff',
  nothingToCompare:
    'There is nothing to compare with: this is the first row of its event, client and direction. Pin another row to compare with it.',
  compareWith: 'Compare with',
  rowBefore: 'The row before',
  thePinnedRow: 'The pinned row',
  base: (isPinned: boolean, time: string) => `${isPinned ? 'the pinned row' : 'the row before'}, ${time}`,
  same: (base: string) => `The same as ${base}.`,
  compared: (base: string) => `Compared with ${base}.`,
  changes: (base: string) => `Changes since ${base}`,

  exportTimeline: 'Export the timeline',
  format: 'Format',
  formats: {
    ndjson: { label: 'NDJSON', description: 'One entry a line. Can be imported again.' },
    json: { label: 'JSON', description: 'One document. Can be imported again.' },
    csv: { label: 'CSV', description: 'For a spreadsheet. Formulas are escaped.' },
  },
  rows: 'Rows',
  all: (rows: number) => `All ${count(rows)}`,
  matching: (rows: number) => `The ${count(rows)} that fit the filter`,
  writeSecrets: 'Write secrets in the clear',
  writeSecretsHelp: 'Otherwise tokens and other secrets of the contract are written as •••.',
  download: 'Download',
} as const;
