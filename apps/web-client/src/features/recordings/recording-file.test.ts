import { expect, it } from 'vitest';
import { called, failed, heard, recordingOf } from './model/recording.fixture.ts';
import { parseRecording, printRecording } from './recording-file.ts';

const recording = recordingOf([
  ...called('a1', 'x', { bytes: { $bytes: 'AQID' } }, { ok: true, data: { n: 1 } }),
  ...called('b1', 'x', null, failed('NO', { why: 'so' })),
  { kind: 'send', client: 'a', event: 'x', payload: 'text' },
  heard('b', 'y', [1, null, { deep: true }]),
  { kind: 'state', client: 'a', status: 'reconnecting', problem: 'The network was cut.' },
]);

it('reads what it wrote, as a recording of its own', () => {
  const parsed = parseRecording(printRecording(recording));
  expect(parsed).toEqual({ ok: true, recording: { ...recording, id: expect.any(String) } });
  expect(parsed.ok && parsed.recording.id).not.toBe(recording.id);
});

const damaged = (part: object): string => JSON.stringify({ ...recording, ...part });

it.each([
  ['', 'not JSON'],
  ['{ "a": ', 'not JSON'],
  ['null', 'not a recording'],
  ['[1, 2]', 'not a recording'],
  ['{ "format": "har" }', 'not a recording'],
  [damaged({ version: 2 }), 'version 2; this console reads version 1'],
  [damaged({ name: 7 }), 'damaged at name'],
  [damaged({ entries: [{ kind: 'dance', at: 0, client: 'a' }] }), 'damaged at entries.0'],
  [
    damaged({ entries: [{ kind: 'send', at: 0, client: 'z', event: 'x', payload: 1 }] }),
    'entries.0.client: names a client',
  ],
  [
    damaged({ entries: [{ kind: 'send', at: 0, client: 'a', event: 'x', payload: { $bytes: '%' } }] }),
    'not base64',
  ],
])('refuses garbage and says why: %s', (text, reason) => {
  const parsed = parseRecording(text);
  expect(parsed.ok).toBe(false);
  expect(!parsed.ok && parsed.reason).toContain(reason);
});
