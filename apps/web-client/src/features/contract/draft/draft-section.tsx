import { Copy, Download, FileCode } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { type NamedClient, placeOf } from '../../../clients/named-client.ts';
import { copy } from '../../../components/copy.tsx';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { SmallButton } from '../../../components/small-button.tsx';
import ui from '../../../components/ui.module.css';
import { downloadText } from '../../../lib/download.ts';
import { useSession } from '../../../session/console-session.ts';
import { DRAFT } from '../../../texts/contract.ts';
import { type DraftedEvent, draftContract } from './draft-contract.ts';
import { samplesAt } from './samples.ts';
import { changesOf, contractCode } from './write-contract.ts';

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
  const [events, setEvents] = useState<readonly DraftedEvent[]>();
  const [code, setCode] = useState('');
  const { url } = entry.link;
  const make = (): void => {
    const drafted = draftContract(samplesAt(placeOf(entry), log.entries()));
    setEvents(drafted);
    setCode(contractCode(drafted, { name: nameOf(url), source: url, at: Date.now() }));
  };
  const isEmpty = events?.length === 0;
  return (
    <div className={ui.stack}>
      <p className={ui.hint}>{DRAFT.about(url)}</p>
      <div className={ui.bar}>
        <SmallButton size="xs" icon={FileCode} onClick={make} variant="filled">
          {events ? DRAFT.again : DRAFT.draft}
        </SmallButton>
        {events && !isEmpty && (
          <>
            <SmallButton size="xs" icon={Copy} onClick={() => void copy(code, DRAFT.theContract)}>
              {DRAFT.copy}
            </SmallButton>
            <SmallButton
              size="xs"
              icon={Download}
              onClick={() => downloadText('contract.ts', 'text/plain', code)}
            >
              {DRAFT.download}
            </SmallButton>
          </>
        )}
      </div>
      <p className={ui.hint} role="status">
        {events && (isEmpty ? DRAFT.nothing : DRAFT.result(events.length, countMessages(events)))}
      </p>
      {events && !isEmpty && (
        <>
          <DataTable
            caption={DRAFT.events}
            columns={COLUMNS}
            rows={events}
            keyOf={({ direction, name }) => `${direction} ${name}`}
            empty=""
          />
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs focus to be scrolled by key */}
          <section className={ui.code} tabIndex={0} aria-label={DRAFT.code}>
            <pre>{code}</pre>
          </section>
        </>
      )}
    </div>
  );
}

function countMessages(events: readonly DraftedEvent[]): number {
  return events.reduce((sum, { count }) => sum + count, 0);
}

/** The host as the name of a contract. */
function nameOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host.replace(/[^a-z0-9]+/gi, '-') : 'drafted';
}
