import { DOCS } from '../../../texts/editors.ts';
import '@mantine/core/styles/Table.layer.css';
import { Table } from '@mantine/core';
import type { ReactElement } from 'react';
import { Badge } from '../../../components/badge.tsx';
import type { JsonSchema } from '../../../lib/payload-schema.ts';
import { describeType } from './describe-type.ts';
import styles from './event-docs.module.css';
import { schemaRows } from './schema-rows.ts';

/** A schema as a tree in rows: name, type with its limits, and what it is for; parts below their whole. */
export function SchemaTable({ schema }: { schema: JsonSchema }): ReactElement {
  const rows = schemaRows(schema);
  if (rows.length === 0) return <p>{describeType(schema)}</p>;
  return (
    <Table verticalSpacing={4} horizontalSpacing={6} className={styles.schema}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{DOCS.field}</Table.Th>
          <Table.Th scope="col">{DOCS.type}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ key, depth, name, type, optional, deprecated, secret, description }) => (
          <Table.Tr key={key}>
            <Table.Th scope="row" style={{ paddingInlineStart: `${depth * 16}px` }}>
              <code data-deprecated={deprecated || undefined}>{name}</code>
              {optional && (
                <>
                  {' '}
                  <span className={styles.dim}>{DOCS.optional}</span>
                </>
              )}
            </Table.Th>
            <Table.Td>
              {type} {deprecated && <Badge tone="warn">{DOCS.deprecatedField}</Badge>}{' '}
              {secret && <Badge>{DOCS.secret}</Badge>}
              {description && <div className={styles.dim}>{description}</div>}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
