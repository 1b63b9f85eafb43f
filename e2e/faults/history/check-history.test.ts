import { describe, expect, it } from 'vitest';
import { checkHistory, type Recorded } from './check-history.ts';
import type { Hearing } from './history.ts';

/** The messages of these numbers; number 7 is the message m7, which the call "text 7" sent. */
const messages = (...seqs: number[]) => seqs.map((seq) => ({ id: `m${seq}`, seq, text: `text ${seq}` }));

const calls = (...seqs: number[]) =>
  messages(...seqs).map(({ text, id, seq }) => ({ text, acknowledged: { id, seq } }));

const hearing = (seqs: number[], changed: Partial<Hearing> = {}): Hearing => ({
  receiver: 'Receiver 1',
  from: 0,
  heard: messages(...seqs),
  signals: [],
  ended: false,
  ...changed,
});

const run = (changed: Partial<Recorded> = {}): Recorded => ({
  calls: calls(1, 2, 3),
  hearings: [hearing([1, 2, 3])],
  stored: messages(1, 2, 3),
  ...changed,
});

const SOUND = {
  sent: 3,
  acknowledged: 3,
  stored: 3,
  lost: 0,
  duplicated: 0,
  outOfOrder: 0,
  missed: 0,
  unsignalled: 0,
};

describe('a history', () => {
  it('that kept every promise has no counts against it', () => {
    expect(checkHistory(run())).toEqual(SOUND);
  });

  it('may have stored a call that was never acknowledged, or not', () => {
    const open = [...calls(1, 2), { text: 'text 3', failed: 'TIMEOUT' }];
    expect(checkHistory(run({ calls: open }))).toEqual({ ...SOUND, acknowledged: 2 });
    const stored = messages(1, 2);
    expect(checkHistory(run({ calls: open, stored, hearings: [hearing([1, 2])] }))).toEqual({
      ...SOUND,
      acknowledged: 2,
      stored: 2,
    });
  });
});

describe('lost', () => {
  it('counts what was acknowledged and is not there', () => {
    expect(checkHistory(run({ stored: messages(1, 3) }))).toMatchObject({ acknowledged: 3, lost: 1 });
  });

  it('counts what is there under another number than that of the reply', () => {
    const stored = [
      ...messages(1),
      { id: 'm2', seq: 3, text: 'text 2' },
      { id: 'm3', seq: 2, text: 'text 3' },
    ];
    expect(checkHistory(run({ stored }))).toMatchObject({ lost: 2 });
  });
});

describe('duplicated', () => {
  it('counts a call that is stored twice', () => {
    const stored = [...messages(1, 2, 3), { id: 'm4', seq: 4, text: 'text 2' }];
    expect(checkHistory(run({ stored }))).toMatchObject({ duplicated: 1 });
  });

  it('counts a message that was delivered twice on one connection', () => {
    expect(checkHistory(run({ hearings: [hearing([1, 2, 2, 3, 3])] }))).toMatchObject({ duplicated: 2 });
  });

  it('does not count what was delivered once on each of two connections', () => {
    const hearings = [hearing([1, 2, 3], { ended: true }), hearing([1, 2, 3])];
    expect(checkHistory(run({ hearings }))).toEqual(SOUND);
  });
});

describe('out of order', () => {
  it('counts what was delivered after a later one', () => {
    expect(checkHistory(run({ hearings: [hearing([2, 1, 3])] }))).toMatchObject({ outOfOrder: 1 });
  });

  it('does not count a step back after a signal', () => {
    expect(checkHistory(run({ hearings: [hearing([2, 3, 1], { signals: [2] })] }))).toEqual(SOUND);
    expect(checkHistory(run({ hearings: [hearing([2, 3, 1], { signals: [1] })] }))).toMatchObject({
      outOfOrder: 1,
    });
  });
});

describe('a gap', () => {
  it('at the end is not signalled if nothing follows', () => {
    expect(checkHistory(run({ hearings: [hearing([1])] }))).toMatchObject({ missed: 2, unsignalled: 2 });
    expect(checkHistory(run({ hearings: [hearing([])] }))).toMatchObject({ missed: 3, unsignalled: 3 });
  });

  it('shows by a later number', () => {
    expect(checkHistory(run({ hearings: [hearing([1, 3])] }))).toMatchObject({ missed: 1, unsignalled: 0 });
    expect(checkHistory(run({ hearings: [hearing([2])] }))).toMatchObject({ missed: 2, unsignalled: 1 });
  });

  it('is reported by a signal that comes after it, and by no earlier one', () => {
    expect(checkHistory(run({ hearings: [hearing([1], { signals: [1] })] }))).toMatchObject({
      missed: 2,
      unsignalled: 0,
    });
    expect(checkHistory(run({ hearings: [hearing([1], { signals: [0] })] }))).toMatchObject({
      missed: 2,
      unsignalled: 2,
    });
  });

  it('is reported by the end of the connection', () => {
    expect(checkHistory(run({ hearings: [hearing([1], { ended: true })] }))).toMatchObject({
      missed: 2,
      unsignalled: 0,
    });
  });

  it('ends where the receiver joined again', () => {
    const hearings = [hearing([1], { ended: true }), hearing([3], { from: 2 })];
    expect(checkHistory(run({ hearings }))).toMatchObject({ missed: 1, unsignalled: 0 });
    const others = [hearing([1], { ended: true }), hearing([3], { from: 2, receiver: 'Receiver 2' })];
    expect(checkHistory(run({ hearings: others }))).toMatchObject({ missed: 2, unsignalled: 0 });
  });

  it('does not reach back before the receiver joined', () => {
    expect(checkHistory(run({ hearings: [hearing([3], { from: 2 })] }))).toEqual(SOUND);
    expect(checkHistory(run({ hearings: [hearing([], { from: 2 })] }))).toMatchObject({
      missed: 1,
      unsignalled: 1,
    });
  });
});
