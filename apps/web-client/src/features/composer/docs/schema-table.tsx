import type { ReactElement } from 'react';
import { Badge } from '../../../components/badge.tsx';
import type { JsonSchema } from '../../../lib/payload-schema.ts';
import { describeType } from './describe-type.ts';
import { schemaRows } from './schema-rows.ts';
import styles from './schema-table.module.css';

/** A schema as a tree in rows: name, type with its limits, and what it is for; parts below their whole. */
export function SchemaTable({ schema }: { schema: JsonSchema }): ReactElement {
  const rows = schemaRows(schema);
  if (rows.length === 0) return <p className={styles.plain}>{describeType(schema)}</p>;
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Type</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, depth, name, type, optional, deprecated, secret, description }) => (
          <tr key={key}>
            <th scope="row" style={{ paddingInlineStart: `${depth * 16}px` }}>
              <code className={styles.name} data-deprecated={deprecated || undefined}>
                {name}
              </code>
              {optional && (
                <>
                  {' '}
                  <span className={styles.optional}>optional</span>
                </>
              )}
            </th>
            <td>
              <span className={styles.type}>{type}</span>
              {(deprecated || secret) && (
                <span className={styles.marks}>
                  {deprecated && <Badge tone="warn">deprecated</Badge>}
                  {secret && <Badge>secret</Badge>}
                </span>
              )}
              {description && <span className={styles.description}>{description}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
