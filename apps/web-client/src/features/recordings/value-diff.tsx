import { create } from 'jsondiffpatch';
import type { ReactElement } from 'react';
import styles from './comparison.module.css';
import { listChanges } from './list-changes.ts';
import type { Sides } from './model/compare.ts';
import { canonical } from './model/json-parts.ts';

const patcher = create({ objectHash: canonical });

/** What differs between two values, place by place, and both in full. */
export function ValueDiff({ recorded, replayed }: Sides): ReactElement {
  const changes = listChanges(patcher.diff(recorded, replayed));
  return (
    <div className={styles.diff}>
      {changes.length > 0 && (
        <table className={styles.changes}>
          <thead>
            <tr>
              <th scope="col">Where</th>
              <th scope="col">Recorded</th>
              <th scope="col">Replayed</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ place, before, after }) => (
              <tr key={`${place} ${before} ${after}`}>
                <th scope="row">{place}</th>
                <td data-side="recorded">{before}</td>
                <td data-side="replayed">{after}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className={styles.sides}>
        <Side title="Recorded" value={recorded} />
        <Side title="Replayed" value={replayed} />
      </div>
    </div>
  );
}

function Side({ title, value }: { title: string; value: unknown }): ReactElement {
  return (
    <section aria-label={title}>
      <h5 className={styles.sideTitle}>{title}</h5>
      <pre className={styles.json}>{value === undefined ? 'nothing' : JSON.stringify(value, null, 2)}</pre>
    </section>
  );
}
