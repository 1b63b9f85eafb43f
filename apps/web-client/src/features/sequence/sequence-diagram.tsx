import { Server } from 'lucide-react';
import { type CSSProperties, type ReactElement, useMemo } from 'react';
import { ClientDot } from '../../components/client-dot.tsx';
import ui from '../../components/ui.module.css';
import { VirtualRows } from '../../components/virtual-rows.tsx';
import type { NamedClient } from '../../lib/named-clients.ts';
import { SEQUENCE } from '../../texts/sequence.ts';
import { ArrowRow } from './arrow-row.tsx';
import type { Arrow } from './arrows.ts';
import styles from './sequence.module.css';

export interface SequenceDiagramProps {
  readonly arrows: readonly Arrow[];
  readonly clients: readonly NamedClient[];
  readonly selected: Arrow | undefined;
  readonly onSelect: (arrow: Arrow | undefined) => void;
  /** Whether the time stands below the event. */
  readonly narrow: boolean;
}

/** Lifelines side by side, and the arrows between them. */
export function SequenceDiagram(props: SequenceDiagramProps): ReactElement {
  const { arrows, clients, selected, onSelect, narrow } = props;
  const labels = narrow ? 168 : 244;
  const view = useMemo(
    () => ({
      length: arrows.length,
      gone: 0,
      under: undefined,
      at: (index: number) => arrows[index],
      placeOf: ({ key }: Arrow) => arrows.findIndex((arrow) => arrow.key === key),
    }),
    [arrows],
  );
  return (
    <div
      className={ui.fill}
      style={{ '--labels': `${labels}px` } as CSSProperties}
      data-narrow={narrow || undefined}
    >
      <VirtualRows
        label={SEQUENCE.list}
        view={view}
        rowHeight={narrow ? 52 : 38}
        minWidth={labels + (clients.length + 1) * 64}
        opened={selected}
        onOpen={onSelect}
        draw={(arrow, { index: _, ...state }) => <ArrowRow {...state} arrow={arrow} clients={clients} />}
        head={
          <div className={`${styles.grid} ${styles.heads}`} aria-hidden>
            <span className={`${ui.dim} ${styles.label}`}>{SEQUENCE.heads}</span>
            <span className={styles.lanes}>
              {clients.map(({ id, name, hue }) => (
                <span key={id} className={styles.lane} title={name}>
                  <ClientDot hue={hue} />
                  <span className={ui.clip}>{name}</span>
                </span>
              ))}
              <span className={styles.lane}>
                <Server size={13} />
                <span className={ui.clip}>{SEQUENCE.server}</span>
              </span>
            </span>
          </div>
        }
        empty={null}
      />
    </div>
  );
}
