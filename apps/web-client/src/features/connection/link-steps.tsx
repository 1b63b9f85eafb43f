import { CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import type { ReactElement } from 'react';
import type { NamedClient } from '../../lib/named-clients.ts';
import { type LinkStage, linkStages } from './link-stages.ts';
import styles from './link-steps.module.css';

const LOOKS = {
  done: { icon: CircleCheck, tone: styles.ok, word: 'done' },
  now: { icon: CircleDashed, tone: styles.warn, word: 'under way' },
  failed: { icon: CircleX, tone: styles.bad, word: 'failed' },
} as const satisfies Record<LinkStage['status'], unknown>;

/** How far the present connection has come, from the first transport to the upgrade. */
export function LinkSteps({ entry }: { entry: NamedClient }): ReactElement | null {
  const stages = linkStages(entry);
  if (stages.length === 0) return null;
  return (
    <ol className={styles.steps} aria-label={`Steps of ${entry.name}`}>
      {stages.map(({ title, status, after }) => {
        const { icon: Icon, tone, word } = LOOKS[status];
        return (
          <li key={title} className={styles.step}>
            <Icon size={13} className={tone} role="img" aria-label={word} />
            <span>{title}</span>
            {after !== undefined && <span className={styles.after}>+{after} ms</span>}
          </li>
        );
      })}
    </ol>
  );
}
