import type { ReactElement } from 'react';
import type { JsonSchema } from '../../lib/payload-schema.ts';
import { describeType } from './describe-type.ts';
import styles from './schema-table.module.css';

interface Row {
  readonly path: string;
  readonly depth: number;
  readonly name: string;
  readonly schema: JsonSchema;
  readonly required: boolean;
}

/** A schema as rows: name, type with its limits, and what it is for; nested properties below their own. */
export function SchemaTable({ schema }: { schema: JsonSchema }): ReactElement {
  const rows = flatten(schema, '', 0);
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
        {rows.map(({ path, depth, name, schema: field, required }) => (
          <tr key={path}>
            <th scope="row" style={{ paddingInlineStart: `${depth * 16}px` }}>
              <code>{name}</code>
              {!required && <span className={styles.optional}>optional</span>}
            </th>
            <td>
              <span className={styles.type}>{describeType(field)}</span>
              {field.description && <span className={styles.description}>{field.description}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const MAX_DEPTH = 6;

function flatten(schema: JsonSchema, path: string, depth: number): Row[] {
  if (depth > MAX_DEPTH) return [];
  const { items } = schema;
  if (items && !Array.isArray(items)) return flatten(items, `${path}[]`, depth);
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const fieldPath = `${path}.${name}`;
    const required = schema.required?.includes(name) ?? false;
    const row = { path: fieldPath, depth, name, schema: field, required };
    return field.properties?.$bytes ? [row] : [row, ...flatten(field, fieldPath, depth + 1)];
  });
}
