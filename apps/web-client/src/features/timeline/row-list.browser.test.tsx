import { MantineProvider } from '@mantine/core';
import type { ConnectionState } from '@switchboard/client';
import '../../app/tokens.css';
import { beforeEach, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { VirtualRows, type VirtualRowsHandle } from '../../components/virtual-rows.tsx';
import { type CallEntry, type Entry, entryList } from '../../traffic/entry.ts';
import { EVERYTHING } from './filter.ts';
import { parseQuery } from './filter-text.ts';
import { RowFeed } from './row-feed.ts';
import { TimelineRow } from './timeline-row.tsx';

const entries = (count: number): Entry[] =>
  Array.from({ length: count }, (_, id) => ({
    kind: 'event',
    id,
    at: id,
    clientId: 'a',
    event: 'x:y',
    args: [{ id, text: `${'long '.repeat(200)}needle` }],
    issues: [],
  }));

interface Shown {
  readonly count: number;
  readonly wide?: boolean;
  readonly hidden?: boolean;
  readonly text?: string;
}

let handle: VirtualRowsHandle | null = null;
beforeEach(() => {
  handle = null;
});

function List({ count, wide = false, hidden = false, text = '' }: Shown) {
  const view = new RowFeed(entryList(entries(count)), EVERYTHING).getSnapshot();
  return (
    <MantineProvider deduplicateCssVariables={false}>
      <div style={{ display: hidden ? 'none' : 'flex', height: 300, width: 700 }}>
        <VirtualRows
          ref={(list) => {
            handle = list;
          }}
          label="Timeline"
          view={view}
          rowHeight={wide ? 44 : 26}
          opened={undefined}
          onOpen={() => undefined}
          draw={(row, { index: _, ...state }) => (
            <TimelineRow
              {...state}
              row={row}
              client={{ name: 'Alice', hue: 0 }}
              delta={undefined}
              wide={wide}
              terms={parseQuery(text).terms}
            />
          )}
          empty="Nothing"
        />
      </div>
    </MantineProvider>
  );
}

const scrollerOf = (container: Element): Element => container.querySelector('[tabindex="0"]') as Element;
const leftBelow = (container: Element): number => {
  const { scrollHeight, scrollTop, clientHeight } = scrollerOf(container);
  return scrollHeight - scrollTop - clientHeight;
};
const topsOf = (container: Element): number[] =>
  [...container.querySelectorAll('li')].map((row) => row.getBoundingClientRect().top).sort((a, b) => a - b);

it('follows the newest row again when it comes back into sight', async () => {
  const screen = await render(<List count={100} />);
  await expect.poll(() => leftBelow(screen.container)).toBeLessThan(2);
  await screen.rerender(<List count={100} hidden />);
  await screen.rerender(<List count={200} hidden />);
  await screen.rerender(<List count={200} />);
  await expect.poll(() => scrollerOf(screen.container).clientHeight).toBe(300);
  await expect.poll(() => leftBelow(screen.container)).toBeLessThan(2);
  await expect.element(screen.getByRole('button', { name: 'new' })).not.toBeInTheDocument();
});

it('puts the rows one below the other when their height changes', async () => {
  const screen = await render(<List count={100} />);
  await expect.poll(() => topsOf(screen.container).length).toBeGreaterThan(5);
  await screen.rerender(<List count={100} wide />);
  const steps = (): number[] => {
    const tops = topsOf(screen.container);
    return [...new Set(tops.slice(1).map((top, index) => Math.round(top - (tops[index] ?? 0))))];
  };
  await expect.poll(steps).toEqual([44]);
});

it('marks what was searched for, and shows the part of a long content that has it', async () => {
  const screen = await render(<List count={1} text="needle" />);
  await expect.element(screen.getByRole('mark')).toHaveTextContent('needle');
  await expect.element(screen.getByRole('button')).toHaveTextContent(/…long long .*needle/);
  await screen.rerender(<List count={1} />);
  await expect.element(screen.getByRole('button')).not.toHaveTextContent(/needle/);
});

it('takes the focus itself where no row is in the page that could', async () => {
  const screen = await render(<List count={100} />);
  handle?.focus();
  expect(document.activeElement).toBe(scrollerOf(screen.container));
  handle?.openFirst();
  await expect.poll(() => document.activeElement?.closest('li')?.getAttribute('aria-posinset')).toBe('1');
  await userEvent.keyboard('{ArrowDown}');
  await expect.poll(() => document.activeElement?.closest('li')?.getAttribute('aria-posinset')).toBe('2');
  await screen.rerender(<List count={0} />);
  handle?.focus();
  expect(document.activeElement).toBe(scrollerOf(screen.container));
});

it('says of a call what it waits for: first a connection, then the reply', async () => {
  const entry: CallEntry = { kind: 'call', id: 0, at: 0, clientId: 'a', event: 'x:y', args: [] };
  const shown = (state: ConnectionState) => (
    <MantineProvider deduplicateCssVariables={false}>
      <TimelineRow
        row={{ kind: 'answer', key: '0 answer', entry }}
        client={{ name: 'Alice', state }}
        delta={undefined}
        opened={false}
        current
        wide={false}
        terms={[]}
        onPress={() => undefined}
      />
    </MantineProvider>
  );
  const screen = await render(shown({ status: 'connecting', since: 0, attempt: 1 }));
  await expect.element(screen.getByRole('button')).toHaveTextContent('waiting for the connection…');
  await screen.rerender(shown({ status: 'connected', since: 1, socketId: 'id', transport: 'websocket' }));
  await expect.element(screen.getByRole('button')).not.toHaveTextContent('connection');
  await expect.element(screen.getByRole('button')).toHaveTextContent('waiting…');
});
