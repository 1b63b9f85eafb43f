import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { ErrorBody } from '@switchboard/contract';
import { ChevronLeft, ChevronRight, RefreshCw } from 'lucide-react';
import { type ReactElement, useCallback, useEffect, useRef, useState } from 'react';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { IssueList } from '../../components/issue-list.tsx';
import { ADMIN } from '../texts.ts';
import styles from './admin.module.css';

/** Which page of a list. */
export interface Query {
  readonly search?: string;
  readonly cursor?: string;
  readonly limit: number;
}

type PageReply<Row> =
  | {
      readonly ok: true;
      readonly data: { readonly items: Row[]; readonly next?: string | undefined; readonly total: number };
    }
  | { readonly ok: false; readonly error: ErrorBody };

export interface PagedListProps<Row> {
  /** Names the list and its parts. */
  readonly label: string;
  readonly ask: (query: Query, signal: AbortSignal) => Promise<PageReply<Row>>;
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
  const { answer, pending, refresh } = usePull((signal) => ask(query, signal), {
    key: JSON.stringify(query),
    auto,
  });
  const page = answer?.ok ? answer.data : undefined;
  return (
    <section className={styles.list} aria-label={label}>
      <search className={styles.bar} aria-label={ADMIN.search(label)}>
        <TextInput
          className={styles.search}
          aria-label={ADMIN.searchIn(label)}
          placeholder={ADMIN.searchHint}
          maxLength={64}
          value={text}
          onChange={({ currentTarget }) => {
            setText(currentTarget.value);
            setCursors([]);
          }}
        />
        <IconButton label={ADMIN.refresh(label)} icon={RefreshCw} onClick={refresh} />
      </search>
      {answer && !answer.ok && <FailureNote error={answer.error} />}
      <div className={styles.table} aria-busy={pending}>
        <DataTable
          caption={label}
          columns={columns}
          rows={page?.items ?? []}
          keyOf={keyOf}
          empty={page ? (search ? ADMIN.nothingFound : empty) : ADMIN.loading}
        />
      </div>
      <div className={styles.pager}>
        <span className={styles.count} role="status">
          {page && ADMIN.total(page.total, cursors.length + 1)}
        </span>
        <Button
          variant="default"
          size="compact-xs"
          leftSection={<ChevronLeft size={12} aria-hidden />}
          disabled={cursors.length === 0}
          onClick={() => setCursors(cursors.slice(0, -1))}
        >
          {ADMIN.previous}
        </Button>
        <Button
          variant="default"
          size="compact-xs"
          rightSection={<ChevronRight size={12} aria-hidden />}
          disabled={page?.next === undefined}
          onClick={() => page?.next !== undefined && setCursors([...cursors, page.next])}
        >
          {ADMIN.next}
        </Button>
      </div>
    </section>
  );
}

/** Why a call of the admin failed. */
export function FailureNote({ error: { code, message, issues } }: { error: ErrorBody }): ReactElement {
  return (
    <div className={styles.failure} role="alert">
      <p>
        <strong>{code}</strong> {message}
      </p>
      {issues && issues.length > 0 && <IssueList issues={issues} label={ADMIN.refusedPart} />}
    </div>
  );
}

interface PullOptions {
  /** A new key loads again, and drops the reply to the one before. */
  readonly key: string;
  /** Whether to load again two seconds after each reply. */
  readonly auto: boolean;
}

interface Pull<Answer> {
  /** The newest reply; `undefined` before the first. */
  readonly answer: Answer | undefined;
  readonly pending: boolean;
  refresh(): void;
}

const EVERY = 2_000;

/** Loads something when it is shown, by `refresh`, and by itself with `auto`; never twice at a time. */
export function usePull<Answer>(
  ask: (signal: AbortSignal) => Promise<Answer>,
  { key, auto }: PullOptions,
): Pull<Answer> {
  const [state, setState] = useState<{ key: string; answer: Answer }>();
  const [pending, setPending] = useState(true);
  const [refreshes, setRefreshes] = useState(0);
  const latest = useRef(ask);
  latest.current = ask;

  useEffect(() => {
    const closing = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const run = async (): Promise<void> => {
      setPending(true);
      const answer = await latest.current(closing.signal);
      if (closing.signal.aborted) return;
      setState({ key, answer });
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

  const refresh = useCallback(() => setRefreshes((count) => count + 1), []);
  return { answer: state?.key === key ? state.answer : undefined, pending, refresh };
}
