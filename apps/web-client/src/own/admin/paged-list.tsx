import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { ErrorBody } from '@switchboard/contract';
import { ChevronLeft, ChevronRight, RefreshCw } from 'lucide-react';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { SmallButton } from '../../components/small-button.tsx';
import ui from '../../components/ui.module.css';
import { ADMIN } from '../texts.ts';

export interface Query {
  readonly search?: string;
  readonly cursor?: string;
  readonly limit: number;
}

type Reply<Data> =
  | { readonly ok: true; readonly data: Data }
  | { readonly ok: false; readonly error: ErrorBody };

interface Page<Row> {
  readonly items: Row[];
  readonly next?: string | undefined;
  readonly total: number;
}

export interface PagedListProps<Row> {
  readonly label: string;
  readonly ask: (query: Query, signal: AbortSignal) => Promise<Reply<Page<Row>>>;
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
  readonly empty: string;
  readonly auto: boolean;
}

const LIMIT = 20;

/** A list of the server, one page at a time, with a search. */
export function PagedList<Row>(props: PagedListProps<Row>): ReactElement {
  const { label, ask, columns, keyOf, empty, auto } = props;
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text.trim(), 250);
  // The cursors of the pages after the first, up to the current one.
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const cursor = cursors.at(-1);
  const query = { limit: LIMIT, ...(search && { search }), ...(cursor !== undefined && { cursor }) };
  const { data: page, ...pull } = usePull((signal) => ask(query, signal), JSON.stringify(query), auto);
  const next = page?.next;
  return (
    <section className={ui.stack} aria-label={label}>
      <search className={ui.bar} aria-label={ADMIN.search(label)}>
        <TextInput
          className={ui.grow}
          aria-label={ADMIN.searchIn(label)}
          placeholder={ADMIN.searchHint}
          maxLength={64}
          value={text}
          onChange={({ currentTarget }) => {
            setText(currentTarget.value);
            setCursors([]);
          }}
        />
        <IconButton label={ADMIN.refresh(label)} icon={RefreshCw} onClick={pull.refresh} />
      </search>
      {pull.error && <FailureNote error={pull.error} />}
      <div aria-busy={pull.pending}>
        <DataTable
          caption={label}
          columns={columns}
          rows={page?.items ?? []}
          keyOf={keyOf}
          empty={page ? (search ? ADMIN.nothingFound : empty) : ADMIN.loading}
        />
      </div>
      <div className={ui.bar}>
        <span className={`${ui.hint} ${ui.grow}`} role="status">
          {page && ADMIN.total(page.total, cursors.length + 1)}
        </span>
        <SmallButton
          icon={ChevronLeft}
          disabled={cursors.length === 0}
          onClick={() => setCursors(cursors.slice(0, -1))}
        >
          {ADMIN.previous}
        </SmallButton>
        <SmallButton
          icon={ChevronRight}
          disabled={next === undefined}
          onClick={() => next !== undefined && setCursors([...cursors, next])}
        >
          {ADMIN.next}
        </SmallButton>
      </div>
    </section>
  );
}

/** Why a call of the admin failed. */
export function FailureNote({ error: { code, message } }: { error: ErrorBody }): ReactElement {
  return (
    <p className={ui.note} data-tone="bad" role="alert">
      <strong>{code}</strong> {message}
    </p>
  );
}

const EVERY = 2_000;

/**
 * Loads something when it is shown, by `refresh`, and with `auto` two seconds after each reply; never twice at a time. A
 * new key loads again, and drops the reply to the one before. Before the first reply there is neither data nor an error.
 */
export function usePull<Data>(
  ask: (signal: AbortSignal) => Promise<Reply<Data>>,
  key: string,
  auto: boolean,
) {
  const [state, setState] = useState<{ key: string; reply: Reply<Data> }>();
  const [pending, setPending] = useState(true);
  const [refreshes, setRefreshes] = useState(0);
  const latest = useRef(ask);
  latest.current = ask;

  useEffect(() => {
    const closing = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const run = async (): Promise<void> => {
      setPending(true);
      const reply = await latest.current(closing.signal);
      if (closing.signal.aborted) return;
      setState({ key, reply });
      setPending(false);
      if (auto) timer = setTimeout(() => void run(), EVERY);
    };
    void run();
    return () => {
      closing.abort();
      clearTimeout(timer);
    };
    // `refreshes` only makes the effect run again.
  }, [key, auto, refreshes]);

  const reply = state?.key === key ? state.reply : undefined;
  return {
    data: reply?.ok ? reply.data : undefined,
    error: reply && !reply.ok ? reply.error : undefined,
    pending,
    refresh: () => setRefreshes(refreshes + 1),
  };
}
