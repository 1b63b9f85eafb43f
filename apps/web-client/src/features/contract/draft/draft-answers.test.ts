import { describe, expect, it } from 'vitest';
import type { Answer, CallEntry, EventEntry } from '../../../traffic/entry.ts';
import { type DraftedEvent, draftContract } from './draft-contract.ts';
import { type Sample, sampleOf } from './samples.ts';
import { changesOf, contractCode } from './write-contract.ts';

const ANSWER: Answer = { at: 2, latency: 1, by: 'user', args: [], outcome: 'answered', issues: [] };

function question(args: readonly unknown[], answer?: readonly unknown[]): EventEntry {
  const asked = { kind: 'event', id: 0, at: 1, clientId: 'a', event: 'question', issues: [] } as const;
  return { ...asked, args, wantsAnswer: true, ...(answer && { answer: { ...ANSWER, args: answer } }) };
}

const call = (answer: unknown): Sample => ({
  at: 0,
  direction: 'sent',
  event: 'order',
  args: [],
  answer: [answer],
});

function draft(samples: readonly Sample[]): { event: DraftedEvent; code: string } {
  const events = draftContract(samples);
  const [event] = events;
  if (!event) throw new Error('There is no event.');
  return { event, code: contractCode(events, { name: 'shop', source: 'http://localhost:3000', at: 0 }) };
}

describe('an answer with the field ok', () => {
  it('is bare where it has fields that no reply has, and the response has all of them', () => {
    const { event, code } = draft([
      ...[1, 2, 3].map((id) => call({ ok: true, id, at: 1_796_000_000_000 + id })),
      call({ ok: false, error: { code: 'SOLD_OUT', message: 'None left' } }),
    ]);
    expect(code).toMatch(/response: z\.strictObject\(\{\s+ok: z\.boolean\(\), \/\/ 4 samples/);
    expect(code).toContain('id: z.int().optional(), // 3 samples');
    expect(code).toContain('at: z.int().optional(), // 3 samples');
    expect(code).toContain('// - order: 4 answers');
    expect(changesOf(event)).toEqual([expect.stringContaining('A bare answer')]);
  });

  it.each([
    [{ ok: true, data: 1, at: 2 }],
    [{ ok: true, error: null }],
    [{ ok: false, error: { code: 'SOLD_OUT', message: '', left: 0 } }],
    [{ ok: false, error: { code: 'SOLD_OUT', message: '' }, at: 2 }],
  ])('is bare where a reply would lose a part of it: %j', (answer) => {
    expect(draft([call({ ok: true, data: 1 }), call(answer)]).event.answer?.style).toBe('bare');
  });

  it.each([
    [{ ok: true }],
    [{ ok: true, data: { id: 1 } }],
    [{ ok: false, error: { code: 'X', message: '', data: 1, issues: [], retryAfter: 5 } }],
  ])('is a reply where it has nothing else: %j', (answer) => {
    expect(draft([call(answer)]).event.answer?.style).toBe('reply');
  });
});

describe('an event of the server with an acknowledgement', () => {
  it('has what the user answered as its response, and the comment says what changes', () => {
    const samples = ['green', 'green', 'blue'].map((color) => sampleOf(question([5], [color])));
    const { event, code } = draft(samples);
    expect(event.answer).toMatchObject({ count: 3, style: 'returned' });
    expect(code).toContain('response: z.string(), // 3 samples');
    expect(code).not.toContain('bare answers');
    expect(changesOf(event)).toEqual([
      "The listener of the client returns the answer. The server asks with publish.collect('question', …).",
    ]);
  });

  it('has an answer of Switchboard’s form as it is, for no reply goes to a server', () => {
    const { code } = draft([sampleOf(question([], [{ ok: true, data: 1 }]))]);
    expect(code).toMatch(/response: z\.strictObject\(\{\s+ok: z\.boolean\(\), [^\n]*\n\s+data: z\.int\(\)/);
    expect(draft([sampleOf(question([], [null, 'x']))]).event.answer?.response.most).toBe(2);
  });

  it('returns several values as one list', () => {
    const { event, code } = draft([sampleOf(question([1, 2], ['yes', { sure: true }]))]);
    expect(code).toMatch(/response: z\.tuple\(\[\s+z\.string\(\),/);
    expect(changesOf(event)).toEqual([
      "Several arguments become one payload. Clients change socket.on('question', (a, b, callback) => …) to client.on('question', ([a, b]) => …).",
      "The listener of the client returns the answer as one list, [a, b]. The server asks with publish.collect('question', …).",
    ]);
  });

  it('returns null where it was acknowledged without a value', () => {
    const { event, code } = draft([sampleOf(question([], []))]);
    expect(code).toContain('response: z.null(), // 1 sample');
    expect(changesOf(event)).toEqual([
      "The acknowledgement has no value: the listener of the client returns null. The server asks with publish.collect('question', …).",
    ]);
  });

  it('without an answer of the user says that its response was not seen', () => {
    const lost: Answer = { ...ANSWER, by: 'client', outcome: 'disconnected' };
    const { event, code } = draft([sampleOf(question([5])), sampleOf({ ...question([5]), answer: lost })]);
    expect(event.answer).toBeUndefined();
    expect(code).not.toContain('response:');
    const change =
      'The server waits for an answer, which was not seen. Describe it in `response`: the listener of the client returns it.';
    expect(changesOf(event)).toEqual([change]);
    expect(code).toContain(`// ${change}\n`);
  });
});

describe('the sample of a call', () => {
  const sent: CallEntry = { kind: 'call', id: 0, at: 1, clientId: 'a', event: 'sum', args: [1, 2] };

  it('has what the server answered, in time or late, and nothing that this end made up', () => {
    const answers: Answer[] = [
      { ...ANSWER, by: 'server', args: [3] },
      { ...ANSWER, by: 'client', outcome: 'timeout', late: { at: 9, args: [4], code: '', latency: 8 } },
      { ...ANSWER, by: 'client', outcome: 'timeout' },
    ];
    const samples = answers.map((answer) => sampleOf({ ...sent, answer }));
    expect(samples.map(({ answer }) => answer)).toEqual([[3], [4], undefined]);
  });
});
