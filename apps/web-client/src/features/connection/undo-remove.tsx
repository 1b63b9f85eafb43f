import { Undo2, X } from 'lucide-react';
import type { ReactElement } from 'react';
import { IconButton } from '../../components/icon-button.tsx';
import styles from './client-chips.module.css';

export interface RemovedClient {
  readonly id: string;
  readonly name: string;
  readonly undo: () => void;
}

export interface UndoRemoveProps {
  readonly removed: RemovedClient | undefined;
  readonly onRestored: (id: string) => void;
  /** It was brought back, or is to stay away. */
  readonly onDone: () => void;
}

/** Brings the client back that was removed last; stays until it is used or put away. */
export function UndoRemove({ removed, onRestored, onDone }: UndoRemoveProps): ReactElement {
  return (
    <div role="status">
      {removed && (
        <div className={`${styles.chip} ${styles.removed}`}>
          <button
            type="button"
            className={styles.button}
            onClick={() => {
              removed.undo();
              onRestored(removed.id);
              onDone();
            }}
          >
            <Undo2 size={13} aria-hidden />
            Bring back <span className={styles.name}>{removed.name}</span>
          </button>
          <IconButton label={`Let ${removed.name} stay away`} icon={X} onClick={onDone} />
        </div>
      )}
    </div>
  );
}
