import { Button } from '@mantine/core';
import { Copy, Download, FileCode } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import type { NamedClient } from '../../../clients/named-client.ts';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import ui from '../../../components/ui.module.css';
import { useClients, useSession } from '../../../lib/console-session.ts';
import { copy } from '../../../lib/copy.tsx';
import { downloadText } from '../../../lib/download.ts';
import { DRAFT } from '../../../texts/contract.ts';
import styles from '../contract.module.css';
import { type DraftedEvent, draftContract } from './draft-contract.ts';
import { withoutOffsets } from './recovery-offset.ts';
import { samplesOf } from './samples-of.ts';
import { changesOf, contractCode } from './write-contract.ts';

interface Draft {
  readonly events: readonly DraftedEvent[];
  readonly code: string;
}

const COLUMNS: readonly Column<DraftedEvent>[] = [
  { header: DRAFT.event, cell: ({ name }) => <span className={ui.mono}>{name}</span> },
  { header: DRAFT.direction, cell: ({ direction }) => DRAFT[direction] },
  { header: DRAFT.messages, cell: ({ count }) => count, numeric: true },
  { header: DRAFT.answers, cell: ({ answer }) => answer?.count ?? 0, numeric: true },
  { header: DRAFT.changes, cell: (event) => changesOf(event).join(' ') },
];

/** Drafts a contract from the messages in the timeline, as TypeScript. */
export function DraftSection({ entry }: { entry: NamedClient }): ReactElement {
  const { log } = useSession();
  const clients = useClients();
  const [draft, setDraft] = useState<Draft>();
  const { url } = entry.link;
  const make = (): void => {
    const ids = new Set(clients.filter(({ link }) => link.url === url).map(({ id }) => id));
    const events = draftContract(
      withoutOffsets(samplesOf(log.entries().filter(({ clientId }) => ids.has(clientId)))),
    );
    setDraft({ events, code: contractCode(events, { name: nameOf(url), source: url, at: Date.now() }) });
  };
  return (
    <>
      <p className={ui.hint}>{DRAFT.about(url)}</p>
      <div className={`${ui.bar} ${styles.actions}`}>
        <Button leftSection={<FileCode size={13} aria-hidden />} onClick={make}>
          {draft ? DRAFT.again : DRAFT.draft}
        </Button>
        {draft && draft.events.length > 0 && (
          <>
            <Button
              variant="default"
              leftSection={<Copy size={13} aria-hidden />}
              onClick={() => void copy(draft.code, DRAFT.theContract)}
            >
              {DRAFT.copy}
            </Button>
            <Button
              variant="default"
              leftSection={<Download size={13} aria-hidden />}
              onClick={() => downloadText('contract.ts', 'text/plain', draft.code)}
            >
              {DRAFT.download}
            </Button>
          </>
        )}
      </div>
      <p className={ui.hint} role="status">
        {draft && explain(draft)}
      </p>
      {draft && draft.events.length > 0 && (
        <>
          <DataTable
            caption={DRAFT.events}
            columns={COLUMNS}
            rows={draft.events}
            keyOf={({ direction, name }) => `${direction} ${name}`}
            empty=""
          />
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs focus to be scrolled by key */}
          <section className={styles.code} tabIndex={0} aria-label={DRAFT.code}>
            <pre className={ui.mono}>{draft.code}</pre>
          </section>
        </>
      )}
    </>
  );
}

function explain({ events }: Draft): string {
  if (events.length === 0) return DRAFT.nothing;
  const messages = events.reduce((sum, { count }) => sum + count, 0);
  return DRAFT.result(events.length, messages);
}

/** The host as the name of a contract. */
function nameOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host.replace(/[^a-z0-9]+/gi, '-') : 'drafted';
}
