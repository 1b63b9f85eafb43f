// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { renderToString } from 'react-dom/server';
import { expect, it } from 'vitest';
import type { LinkAnswer } from '../../links/link.ts';
import { ReplyView } from './reply-view.tsx';
import type { Outcome } from './use-send.ts';

/** What the line of the last reply says. */
function lineOf(answer: Partial<LinkAnswer>): string {
  const whole = { at: 0, latency: 20, by: 'client', args: [], outcome: '', issues: [], ...answer } as const;
  return lineOfOutcome({ kind: 'answer', answer: whole });
}

function lineOfOutcome(outcome: Outcome, isConnected = true): string {
  document.body.innerHTML = renderToString(
    <MantineProvider>
      <ReplyView outcome={outcome} isConnected={isConnected} server="" />
    </MantineProvider>,
  );
  return document.querySelector('[role="status"]')?.textContent ?? '';
}

it('says "Not sent" only of what was not sent', () => {
  const explanation = 'The reason.';
  expect(lineOf({ outcome: 'unsent', explanation })).toBe('Not sent The reason.');
  expect(lineOf({ outcome: 'timeout', explanation })).toBe('No reply: timeout after 20 ms The reason.');
  expect(lineOf({ outcome: 'disconnected', explanation })).toBe(
    'No reply: disconnected after 20 ms The reason.',
  );
  expect(lineOf({ outcome: 'answered', by: 'server', args: [3] })).toBe('Answered in 20 ms ');
});

it('waits for the connection where there is none, and for the reply where there is one', () => {
  expect(lineOfOutcome({ kind: 'waiting' })).toBe('waiting for the reply ');
  expect(lineOfOutcome({ kind: 'waiting' }, false)).toBe('waiting for the connection ');
});
