import { expect, it } from 'vitest';
import { RAW } from '../../../contract/contracts.ts';
import type { Entry } from '../../../lib/entry.ts';
import { FORMATS, writeRecording } from './write-recording.ts';

it('leaves out what is named like a secret in messages without a contract, and its packets alone', () => {
  const base = { at: 0, clientId: 'a', place: { contract: RAW.id, url: 'http://x', path: '/' } };
  const answered = { at: 1, latency: 1, by: 'server', outcome: 'answered', issues: [] } as const;
  const entries: Entry[] = [
    {
      ...base,
      kind: 'call',
      id: 0,
      event: 'x',
      args: [{ password: 'tok-1' }],
      frames: ['42["x",tok-1]'],
      answer: { ...answered, args: [{ open: 1 }], frames: ['of the answer'] },
    },
    {
      ...base,
      kind: 'call',
      id: 1,
      event: 'x',
      args: ['open'],
      frames: ['of the call'],
      answer: { ...answered, args: [{ token: 'tok-2' }], frames: ['43[tok-2]'] },
    },
    { ...base, kind: 'event', id: 2, event: 'x', args: [1, { secret: 'tok-3' }], issues: [] },
  ];
  for (const format of FORMATS) {
    const write = (reveal: boolean): string =>
      [...writeRecording(entries, { format, nameOf: String, reveal })].join('');
    expect(write(false)).not.toContain('tok-');
    expect(write(false).split('•••')).toHaveLength(4);
    expect(write(true)).toContain('tok-1');
    if (format !== 'csv') expect(write(false)).toMatch(/of the answer.*of the call/s);
  }
});
