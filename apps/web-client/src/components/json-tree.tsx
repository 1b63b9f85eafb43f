import type { ReactElement } from 'react';
import { formatSize } from '../lib/bytes.ts';
import styles from './json-tree.module.css';

export interface JsonTreeProps {
  readonly value: unknown;
  readonly name?: string;
  readonly depth?: number;
}

/** A list longer than this is cut: nobody reads it, and the page must not freeze. */
const MAX_ITEMS = 200;

/** A payload or reply as a tree that opens and closes; binary is shown by its size. */
export function JsonTree({ value, name, depth = 0 }: JsonTreeProps): ReactElement {
  const isBranch = typeof value === 'object' && value !== null && !(value instanceof Uint8Array);
  const tree = isBranch ? (
    <Branch value={value} name={name} depth={depth} />
  ) : (
    <div className={styles.leaf}>
      <Key name={name} />
      <Scalar value={value} />
    </div>
  );
  return depth === 0 ? <div className={styles.tree}>{tree}</div> : tree;
}

function Branch({
  value,
  name,
  depth,
}: {
  value: object;
  name: string | undefined;
  depth: number;
}): ReactElement {
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  const size = Array.isArray(value) ? `[${entries.length}]` : `{${entries.length}}`;
  return (
    <details open={depth < 3}>
      <summary>
        <Key name={name} />
        <span className={styles.hint}>{size}</span>
      </summary>
      <ul>
        {entries.slice(0, MAX_ITEMS).map(([key, item]) => (
          <li key={key}>
            <JsonTree value={item} name={key} depth={depth + 1} />
          </li>
        ))}
        {entries.length > MAX_ITEMS && <li className={styles.hint}>… {entries.length - MAX_ITEMS} more</li>}
      </ul>
    </details>
  );
}

function Key({ name }: { name: string | undefined }): ReactElement | null {
  return name === undefined ? null : <span className={styles.key}>{name}: </span>;
}

function Scalar({ value }: { value: unknown }): ReactElement {
  if (value instanceof Uint8Array) {
    return <span className={styles.keyword}>binary, {formatSize(value.byteLength)}</span>;
  }
  if (typeof value === 'string') return <span className={styles.string}>{JSON.stringify(value)}</span>;
  if (typeof value === 'number') return <span className={styles.number}>{value}</span>;
  return <span className={styles.keyword}>{String(value)}</span>;
}
