import { Tabs } from '@mantine/core';
import { Eye, EyeOff, Pin, PinOff, Send, SquarePen } from 'lucide-react';
import { type ReactElement, type ReactNode, useMemo, useState } from 'react';
import { CopyButton } from '../../../components/copy.tsx';
import { CopyMenu } from '../../../components/copy-menu.tsx';
import { DetailHeader } from '../../../components/detail-header.tsx';
import { JsonTree } from '../../../components/json-tree.tsx';
import { SmallButton } from '../../../components/small-button.tsx';
import ui from '../../../components/ui.module.css';
import { contractOfEntry } from '../../../contract/contracts.ts';
import { formatTime } from '../../../lib/format-time.ts';
import { preview } from '../../../lib/preview.ts';
import { DEFAULT_SETTINGS, serverAt } from '../../../links/connection-settings.ts';
import { changedParts } from '../../../links/exact-integers.ts';
import { DETAILS } from '../../../texts/details.ts';
import { type CallEntry, type EntrySource, isSent } from '../../../traffic/entry.ts';
import { type FindClient, type Row, titleOf } from '../rows.ts';
import { type DetailTab, useDetailView } from '../view-store.ts';
import { ContractCheck } from './contract-check.tsx';
import styles from './detail.module.css';
import { detailOf, messageOf, previousRow, serverOf, writeValue } from './detail-of.ts';
import { DiffTab, FramesTab, PrettyTab, TreeTab } from './tabs.tsx';

export interface DetailProps {
  readonly row: Row;
  readonly source: EntrySource;
  readonly findClient: FindClient;
  readonly onResend: (entry: CallEntry) => void;
  readonly onLoad: (entry: CallEntry) => void;
  /** More to do with the row. */
  readonly actions: (row: Row) => ReactNode;
}

/**
 * The whole of one row, and what can be done with it. Secrets stay hidden until they are asked for: give each row a
 * `key`, so that they are hidden again in the next.
 */
export function Detail(props: DetailProps): ReactElement {
  const { row, source, findClient, onResend, onLoad, actions } = props;
  const { entry } = row;
  const { tab, pinned } = useDetailView();
  const pin = (next: Row | undefined): void => useDetailView.setState({ pinned: next });
  const [revealed, setRevealed] = useState(false);
  const { value, frames, hasSecret } = detailOf(row, revealed);
  const previous = useMemo(() => previousRow(source, row), [source, row]);
  const changed = useMemo(() => changedParts(frames ?? []), [frames]);
  const rounded = changed.filter(({ becomes }) => becomes !== undefined);
  const repeated = changed.filter(({ becomes }) => becomes === undefined);
  const isHidden = hasSecret && !revealed;
  const message = messageOf(row);
  const isPinned = pinned?.entry.id === entry.id && pinned.kind === row.kind;
  const otherPinned = isPinned ? undefined : pinned;
  const client = findClient(entry.clientId);
  const server = { path: DEFAULT_SETTINGS.path, ...serverOf(row, client) };
  // Where it is not known at which server the row was seen, nothing of it becomes a variable of another one.
  const owner = entry.place || client.link ? serverAt(server) : undefined;
  const { isRaw } = contractOfEntry(entry);
  const content: Readonly<Record<DetailTab, () => ReactNode>> = {
    tree: () => <TreeTab value={value} whole={detailOf(row, true).value} server={owner} />,
    pretty: () => <PrettyTab value={value} />,
    frames: () => <FramesTab frames={frames} hidden={isHidden} />,
    diff: () => <DiffTab row={row} previous={previous} pinned={otherPinned} reveal={revealed} />,
    check: () => <ContractCheck row={row} client={client.name} />,
  };
  const tabs = (Object.keys(content) as DetailTab[]).filter((id) => id !== 'check' || !isRaw);
  const shown = tabs.includes(tab) ? tab : 'tree';
  return (
    <div className={ui.fill}>
      {otherPinned && (
        <PinnedRow
          row={otherPinned}
          client={findClient(otherPinned.entry.clientId).name}
          onUnpin={() => pin(undefined)}
        />
      )}
      <div className={`${ui.bar} ${styles.actions}`}>
        {isSent(entry) && (
          <>
            <SmallButton icon={Send} rightSection={<kbd>r</kbd>} onClick={() => onResend(entry)}>
              {DETAILS.resend}
            </SmallButton>
            <SmallButton icon={SquarePen} rightSection={<kbd>e</kbd>} onClick={() => onLoad(entry)}>
              {DETAILS.load}
            </SmallButton>
          </>
        )}
        {actions(row)}
        <SmallButton
          icon={isPinned ? PinOff : Pin}
          aria-pressed={isPinned}
          onClick={() => pin(isPinned ? undefined : row)}
        >
          {isPinned ? DETAILS.unpin : DETAILS.pin}
        </SmallButton>
        {message ? (
          <CopyMenu
            size="compact-xs"
            message={message}
            {...server}
            direction={entry.kind === 'event' ? 'receive' : 'send'}
            revealed={revealed}
          />
        ) : (
          <CopyButton label={DETAILS.copyJson} what={DETAILS.theJson} text={writeValue(value)} />
        )}
        {hasSecret && (
          <SmallButton icon={revealed ? EyeOff : Eye} onClick={() => setRevealed(!revealed)}>
            {revealed ? DETAILS.hideSecrets : DETAILS.showSecrets}
          </SmallButton>
        )}
      </div>
      {row.kind === 'entry' && entry.kind === 'event' && entry.hasOffset && (
        <p className={ui.hint}>{DETAILS.offset(preview(entry.args.at(-1)))}</p>
      )}
      {!isHidden && rounded[0] && (
        <p className={ui.hint}>
          {DETAILS.rounded(rounded.length, rounded[0].text, String(rounded[0].becomes))}
        </p>
      )}
      {!isHidden && repeated[0] && (
        <p className={ui.hint}>{DETAILS.repeated(repeated.length, preview(repeated[0].text))}</p>
      )}
      <Tabs
        value={shown}
        onChange={(next) => next && useDetailView.setState({ tab: next as DetailTab })}
        keepMounted={false}
        classNames={{ root: ui.fill ?? '', panel: styles.panel ?? '', list: ui.tabs ?? '' }}
      >
        <Tabs.List aria-label={DETAILS.tabs}>
          {tabs.map((id) => (
            <Tabs.Tab key={id} value={id}>
              {DETAILS.tabNames[id]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map((id) => (
          // Code can be scrolled by key itself.
          <Tabs.Panel key={id} value={id} tabIndex={id === 'pretty' || id === 'diff' ? undefined : 0}>
            {id === shown && content[id]()}
          </Tabs.Panel>
        ))}
      </Tabs>
    </div>
  );
}

interface PinnedRowProps {
  readonly row: Row;
  /** The name of its client. */
  readonly client: string;
  readonly onUnpin: () => void;
}

/** The pinned row. Its secrets stay hidden. */
function PinnedRow({ row, client, onUnpin }: PinnedRowProps): ReactElement {
  return (
    <section className={styles.pinned} aria-label={DETAILS.pinnedRow}>
      <DetailHeader
        title={titleOf(row)}
        where={`${client}, ${formatTime(row.entry.at)}`}
        label={DETAILS.unpin}
        icon={PinOff}
        onClick={onUnpin}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs focus to be scrolled by key */}
      <section className={`${ui.scroller} ${styles.padded}`} tabIndex={0} aria-label={DETAILS.pinnedContent}>
        <JsonTree value={detailOf(row, false).value} />
      </section>
    </section>
  );
}
