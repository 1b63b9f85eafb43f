import { Check } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import styles from './quick-start.module.css';

export interface StepProps {
  readonly number: number;
  readonly title: string;
  readonly done: boolean;
  /** Whether a step before it comes first. */
  readonly waiting?: boolean;
  readonly children: ReactNode;
}

export function Step({ number, title, done, waiting = false, children }: StepProps): ReactElement {
  return (
    <li className={styles.step} data-waiting={waiting || undefined}>
      <span className={styles.number} data-done={done || undefined} aria-hidden>
        {done ? <Check size={13} /> : number}
      </span>
      <div className={styles.stepBody}>
        <h3 className={styles.stepTitle}>{title}</h3>
        {children}
      </div>
    </li>
  );
}
