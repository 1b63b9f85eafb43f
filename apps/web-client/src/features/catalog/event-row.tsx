import type { EventSpec, ServerEventSpec } from '@switchboard/contract';
import { CornerDownLeft, LockKeyhole, TriangleAlert } from 'lucide-react';
import { type ReactElement, useId } from 'react';
import type { EventCount } from '../../lib/event-counts.ts';
import styles from './catalog.module.css';

export interface EventRowProps {
  readonly event: string;
  /** Left out for an event that the contract does not have. */
  readonly spec?: EventSpec | ServerEventSpec;
  readonly count: EventCount | undefined;
  readonly selected: boolean;
  readonly onSelect: () => void;
}

/** One event: its name is the button's name, everything else its description. */
export function EventRow({ event, spec, count, selected, onSelect }: EventRowProps): ReactElement {
  const descriptionId = useId();
  const replies = spec !== undefined && 'response' in spec && spec.response !== undefined;
  const locked = spec !== undefined && 'policy' in spec && spec.policy?.scope !== undefined;
  const { total = 0, violations = 0 } = count ?? {};
  const facts = [
    spec?.summary,
    replies && 'replies with data',
    locked && 'needs a login',
    total > 0 && `seen ${total} times`,
    violations > 0 && `${violations} broke the contract`,
  ].filter(Boolean);
  return (
    <li className={styles.item}>
      <button
        type="button"
        className={styles.row}
        aria-describedby={descriptionId}
        aria-current={selected || undefined}
        title={facts.join(' · ')}
        onClick={onSelect}
      >
        <span className={styles.event}>{event}</span>
        {replies && <CornerDownLeft size={12} aria-hidden className={styles.mark} />}
        {locked && <LockKeyhole size={12} aria-hidden className={styles.mark} />}
      </button>
      <span className={styles.counts} aria-hidden>
        {violations > 0 && (
          <span className={styles.violations}>
            <TriangleAlert size={11} aria-hidden />
            {violations}
          </span>
        )}
        {total > 0 && <span>{total}</span>}
      </span>
      <span id={descriptionId} hidden>
        {facts.join(', ')}
      </span>
    </li>
  );
}
