import { MantineProvider } from '@mantine/core';
import { type AnyReply, fail, ok } from '@switchboard/contract';
import { expect, it } from 'vitest';
import { render } from 'vitest-browser-react';
import type { NamedClient } from '../../clients/named-client.ts';
import { draftKey, readDraft, writeDraft } from '../../drafts/drafts.ts';
import { HERE } from '../../links/destination.fixture.ts';
import { type ConsoleSession, SessionContext } from '../../session/console-session.ts';
import { TrafficLog } from '../../traffic/traffic-log.ts';
import { InvalidSection } from './invalid-section.tsx';
import { useRecord } from './use-record.ts';

function refusedAt(field: string): AnyReply {
  const issues = [{ path: [field], message: 'Invalid' }];
  return fail({ code: 'BAD_REQUEST', message: '', data: undefined, issues });
}

/** A connected client whose calls get what `answer` gives for their payload. */
function createEntry(answer: (payload: unknown) => AnyReply): NamedClient {
  const link = { send: async (_event: string, [payload]: unknown[]) => ({ reply: answer(payload) }) };
  const state = { status: 'connected', since: 0, socketId: 'x', transport: 'websocket' };
  return {
    id: 'a',
    name: 'Alice',
    hue: 0,
    settings: HERE,
    link,
    state,
    attempts: [],
  } as unknown as NamedClient;
}

function show(answer: (payload: unknown) => AnyReply, loaded: string[] = []) {
  return render(
    <MantineProvider deduplicateCssVariables={false}>
      <InvalidSection
        entry={createEntry(answer)}
        event="room:join"
        onLoaded={(event) => loaded.push(event)}
      />
    </MantineProvider>,
  );
}

it('shows what the server took although the contract forbids it, and what it never answered', async () => {
  const screen = await show((payload) => {
    if (payload === null) return fail({ code: 'TIMEOUT', message: '', data: undefined });
    if (typeof payload === 'string') return ok({});
    return JSON.stringify(payload) === '{"room":null}' ? refusedAt('name') : refusedAt('room');
  });
  await screen.getByRole('button', { name: /^Send all/ }).click();
  const verdict = screen.getByRole('status', { name: 'What the server did' });
  await expect.element(verdict).toHaveTextContent(/1 accepted1 no reply\d+ rejected$/);
  const row = (name: string) => screen.getByRole('listitem').filter({ hasText: name });
  await expect.element(row('(whole value): a string')).toHaveTextContent('accepted');
  await expect.element(row('(whole value): null')).toHaveTextContent('no reply: TIMEOUT');
  await expect.element(row('room: missing')).toHaveTextContent('rejected: BAD_REQUEST');
  await expect.element(row('room: missing')).not.toHaveTextContent('not located');
  await expect.element(row('room: null')).toHaveTextContent('not located');
});

it('puts a wrong payload into the editor', async () => {
  writeDraft(draftKey(HERE, 'room:join'), '{ "room": "mine" }');
  const loaded: string[] = [];
  const screen = await show(() => refusedAt('room'), loaded);
  await screen.getByRole('button', { name: 'Load "room: null" into the editor' }).click();
  expect(readDraft(draftKey(HERE, 'room:join'))).toBe('{\n  "room": null\n}');
  expect(loaded).toEqual(['room:join']);
});

it('stops when it is told to', async () => {
  const screen = await render(
    <MantineProvider deduplicateCssVariables={false}>
      <InvalidSection
        entry={createEntry(() =>
          fail({ code: 'TOO_MANY_REQUESTS', message: '', data: undefined, retryAfter: 60_000 }),
        )}
        event="room:join"
        onLoaded={() => undefined}
      />
    </MantineProvider>,
  );
  await screen.getByRole('button', { name: /^Send all/ }).click();
  await screen.getByRole('button', { name: 'Stop' }).click();
  await expect.element(screen.getByRole('button', { name: /^Send all/ })).toBeVisible();
});

it('asks for an event, or for a payload that fits, where there is nothing to start from', async () => {
  const screen = await render(
    <MantineProvider deduplicateCssVariables={false}>
      <InvalidSection
        entry={createEntry(() => refusedAt('room'))}
        event={undefined}
        onLoaded={() => undefined}
      />
    </MantineProvider>,
  );
  await expect.element(screen.getByText(/Pick an event/)).toBeVisible();
});

it('a part of the panel renders with new records only while it is shown', async () => {
  const log = new TrafficLog(10, (flush) => flush());
  const session = { log } as ConsoleSession;
  let renders = 0;
  const Violations = ({ shown }: { shown: boolean }) => {
    renders += 1;
    return <p>{useRecord(shown).violations.length} violations</p>;
  };
  const part = (shown: boolean) => (
    <SessionContext value={session}>
      <Violations shown={shown} />
    </SessionContext>
  );
  const breakContract = (event: string): void =>
    log.add('a', { kind: 'event', at: 1, event, args: [1], issues: [{ path: [], message: 'bad' }] }, HERE);
  const screen = await render(part(true));
  breakContract('a:b');
  await expect.element(screen.getByText('1 violations')).toBeVisible();
  await screen.rerender(part(false));
  const before = renders;
  for (let index = 0; index < 50; index += 1) breakContract(`x:${index}`);
  await new Promise(requestAnimationFrame);
  expect(renders).toBe(before);
  await screen.rerender(part(true));
  await expect.element(screen.getByText('51 violations')).toBeVisible();
});
