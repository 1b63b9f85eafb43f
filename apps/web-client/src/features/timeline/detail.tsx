import { Button, Tabs } from '@mantine/core';
import { Copy, Eye, EyeOff, X } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { formatTime } from '../../components/format-time.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { JsonTree } from '../../components/json-tree.tsx';
import type { NamedClient } from '../../lib/named-clients.ts';
import { ContractCheck } from './contract-check.tsx';
import styles from './detail.module.css';
import { detailOf } from './detail-of.ts';
import type { Row } from './rows.ts';

export interface DetailProps {
  readonly row: Row;
  readonly clients: readonly NamedClient[];
  /** Whether it covers the screen. */
  readonly narrow: boolean;
  readonly onClose: () => void;
}

/** The whole of one row: as a tree, as JSON, and whether it keeps the contract. Secrets stay hidden until asked for. */
export function Detail({ row, clients, narrow, onClose }: DetailProps): ReactElement {
  const [revealedKey, setRevealedKey] = useState<string>();
  const revealed = revealedKey === row.key;
  // Whoever comes back to a row finds its secrets hidden again.
  if (revealedKey !== undefined && !revealed) setRevealedKey(undefined);
  const { title, value, json, hasSecret } = detailOf(row, revealed);
  const client = clients.find(({ id }) => id === row.entry.clientId);
  const where = `${client?.name ?? 'removed client'}, ${formatTime(row.entry.at)}`;
  const body = (
    <div className={styles.body}>
      <ContractCheck row={row} />
      {hasSecret && (
        <Button
          size="compact-xs"
          variant="default"
          leftSection={revealed ? <EyeOff size={12} aria-hidden /> : <Eye size={12} aria-hidden />}
          onClick={() => setRevealedKey(revealed ? undefined : row.key)}
        >
          {revealed ? 'Hide secrets' : 'Show secrets'}
        </Button>
      )}
      <Tabs defaultValue="tree" keepMounted={false}>
        <Tabs.List aria-label="Ways to read the content">
          <Tabs.Tab value="tree">Tree</Tabs.Tab>
          <Tabs.Tab value="json">JSON</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="tree" pt="xs">
          <JsonTree value={value} />
        </Tabs.Panel>
        <Tabs.Panel value="json" pt="xs">
          <pre className={styles.json}>{json}</pre>
        </Tabs.Panel>
      </Tabs>
    </div>
  );
  if (narrow) {
    return (
      <Dialog opened fullScreen onClose={onClose} title={`${title}: ${where}`} closeLabel="Close the details">
        {body}
      </Dialog>
    );
  }
  return (
    <section className={styles.detail} aria-label="Details">
      <header className={styles.header}>
        <h3 className={styles.title}>{title}</h3>
        <span className={styles.where}>{where}</span>
        <IconButton
          label="Copy as JSON"
          icon={Copy}
          onClick={() => void navigator.clipboard.writeText(json)}
        />
        <IconButton label="Close the details" icon={X} onClick={onClose} />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs focus to be scrolled by key */}
      <section className={styles.scroller} tabIndex={0} aria-label="Content">
        {body}
      </section>
    </section>
  );
}
