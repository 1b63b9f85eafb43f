import { expect, it } from 'vitest';
import type { Entry } from '../traffic/entry.ts';
import { useOpenedRecording } from './opened-recording.ts';
import { openRecording } from './read-recording.ts';
import { askedRaw, rawRecordingOf } from './recording.fixture.ts';
import { toRecord } from './recording.ts';

it('shows no row of a recording that waits, and exports it without an answer as it was', () => {
  const call: Entry = { kind: 'call', id: 0, at: 5, clientId: 'a', event: 'sum', args: [] };
  const entries = [call, askedRaw(1, 'sure?', []), askedRaw(2, 'sure?', [], ['yes'])];
  useOpenedRecording.getState().open(openRecording(rawRecordingOf(entries)));
  const { source } = useOpenedRecording.getState().opened ?? {};
  const shown = [0, 1, 2].map((id) => source?.get(id) as Entry);
  expect(shown).toMatchObject([
    { answer: { by: 'client', outcome: 'unrecorded', at: 5 } },
    { answer: { by: 'client', outcome: 'unrecorded' } },
    { answer: { by: 'user', args: ['yes'] } },
  ]);
  expect(shown.map(toRecord)).toEqual(entries);
});
