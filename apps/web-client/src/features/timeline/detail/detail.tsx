import { Button, Tabs } from '@mantine/core';
import { Eye, EyeOff, Pin, PinOff, Send, SquarePen } from 'lucide-react';
import { type ReactElement, type ReactNode, useMemo, useRef, useState } from 'react';
import { CopyButton } from '../../../components/copy-button.tsx';
import { CopyMenu } from '../../../components/copy-menu.tsx';
import { lazyPart } from '../../../components/lazy-part.tsx';
import { contractOf } from '../../../contract/contracts.ts';
import type { CallEntry, EntrySource } from '../../../lib/entry.ts';
import { DETAILS } from '../../../texts/details.ts';
import type { FindClient } from '../row-client.ts';
import type { Row } from '../rows.ts';
import { ContractCheck } from './contract-check.tsx';
import styles from './detail.module.css';
import { detailOf, messageOf, previousRow, writeValue } from './detail-of.ts';
import { DiffTab } from './diff-tab.tsx';
import { FramesTab } from './frames-tab.tsx';
import { PinnedRow } from './pinned-row.tsx';
import { TreeTab } from './tree-tab.tsx';

const CodeView = lazyPart(
  DETAILS.jsonPart,
  () => import('./code-view.tsx'),
  ({ CodeView: view }) => view,
);

/** The ways to read a row. */
export type DetailTab = 'tree' | 'pretty' | 'frames' | 'diff' | 'check';

export interface DetailProps {
  readonly row: Row;
  readonly source: EntrySource;
  readonly findClient: FindClient;
  readonly tab: DetailTab;
  readonly onTab: (tab: DetailTab) => void;
  readonly pinned: Row | undefined;
  readonly onPin: (row: Row | undefined) => void;
  readonly onResend: ((entry: CallEntry) => void) | undefined;
  readonly onLoad: ((entry: CallEntry) => void) | undefined;
  /** More to do with the row. */
  readonly actions: ((row: Row) => ReactNode) | undefined;
}

/**
 * The whole of one row, and what can be done with it. Secrets stay hidden until they are asked for: give each row a
 * `key`, so that they are hidden again in the next.
 */
export function Detail(props: DetailProps): ReactElement {
  const { row, source, findClient, tab, onTab, pinned, onPin } = props;
  const [revealed, setRevealed] = useState(false);
  const { value, frames, hasSecret } = detailOf(row, revealed);
  const previous = useMemo(() => previousRow(source, row), [source, row]);
  const message = messageOf(row);
  const isPinned = pinned?.entry.id === row.entry.id && pinned.kind === row.kind;
  const client = findClient(row.entry.clientId);
  const { isRaw } = contractOf(row.entry.clientId);
  const pin = useRef<HTMLButtonElement>(null);
  const unpin = (): void => {
    // The button that was pressed goes with the pinned row.
    pin.current?.focus();
    onPin(undefined);
  };
  return (
    <div className={styles.detail}>
      {pinned && !isPinned && (
        <PinnedRow row={pinned} client={findClient(pinned.entry.clientId)} onUnpin={unpin} />
      )}
      <div className={styles.actions}>
        <Actions {...props} />
        <Button
          ref={pin}
          size="compact-xs"
          variant="default"
          aria-pressed={isPinned}
          leftSection={isPinned ? <PinOff size={12} aria-hidden /> : <Pin size={12} aria-hidden />}
          onClick={() => onPin(isPinned ? undefined : row)}
        >
          {isPinned ? DETAILS.unpin : DETAILS.pin}
        </Button>
        {message ? (
          <CopyMenu
            message={message}
            url={client.url ?? location.origin}
            path={client.path}
            direction={row.entry.kind === 'event' ? 'receive' : 'send'}
            revealed={revealed}
          />
        ) : (
          <CopyButton label={DETAILS.copyJson} what={DETAILS.theJson} text={writeValue(value)} />
        )}
        {hasSecret && (
          <Button
            size="compact-xs"
            variant="default"
            leftSection={revealed ? <EyeOff size={12} aria-hidden /> : <Eye size={12} aria-hidden />}
            onClick={() => setRevealed(!revealed)}
          >
            {revealed ? DETAILS.hideSecrets : DETAILS.showSecrets}
          </Button>
        )}
      </div>
      <Tabs
        value={isRaw && tab === 'check' ? 'tree' : tab}
        onChange={(next) => next && onTab(next as DetailTab)}
        keepMounted={false}
        classNames={{ root: styles.tabs ?? '', panel: styles.panel ?? '', list: styles.tabList ?? '' }}
      >
        <Tabs.List aria-label={DETAILS.tabs}>
          <Tabs.Tab value="tree">{DETAILS.tree}</Tabs.Tab>
          <Tabs.Tab value="pretty">{DETAILS.pretty}</Tabs.Tab>
          <Tabs.Tab value="frames">{DETAILS.frames}</Tabs.Tab>
          <Tabs.Tab value="diff">{DETAILS.diff}</Tabs.Tab>
          {!isRaw && <Tabs.Tab value="check">{DETAILS.check}</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="tree" tabIndex={0}>
          <TreeTab value={value} whole={detailOf(row, true).value} />
        </Tabs.Panel>
        <Tabs.Panel value="pretty">
          <CodeView label={DETAILS.json} text={writeValue(value)} />
        </Tabs.Panel>
        <Tabs.Panel value="frames" tabIndex={0}>
          <FramesTab frames={frames} hidden={hasSecret && !revealed} />
        </Tabs.Panel>
        <Tabs.Panel value="diff">
          <DiffTab row={row} previous={previous} pinned={isPinned ? undefined : pinned} reveal={revealed} />
        </Tabs.Panel>
        <Tabs.Panel value="check" tabIndex={0}>
          <ContractCheck row={row} client={client.name} />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}

function Actions({ row, onResend, onLoad, actions }: DetailProps): ReactElement {
  const { entry } = row;
  const isSent = entry.kind === 'call' || entry.kind === 'send';
  return (
    <>
      {isSent && onResend && (
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<Send size={12} aria-hidden />}
          rightSection={<kbd>r</kbd>}
          onClick={() => onResend(entry)}
        >
          {DETAILS.resend}
        </Button>
      )}
      {isSent && onLoad && (
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<SquarePen size={12} aria-hidden />}
          rightSection={<kbd>e</kbd>}
          onClick={() => onLoad(entry)}
        >
          {DETAILS.load}
        </Button>
      )}
      {actions?.(row)}
    </>
  );
}
