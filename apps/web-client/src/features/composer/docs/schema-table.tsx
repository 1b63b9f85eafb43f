import { DOCS } from '../../../texts/editors.ts';
import '@mantine/core/styles/Table.css';
import { Table } from '@mantine/core';
import type { ReactElement } from 'react';
import { Badge } from '../../../components/badge.tsx';
import ui from '../../../components/ui.module.css';
import type { JsonSchema } from '../../../lib/payload-schema.ts';
import { describeType } from './describe-type.ts';
import { schemaRows } from './schema-rows.ts';

/** A schema as a tree in rows: name, type with its limits, and what it is for; parts below their whole. */
export function SchemaTable({ schema }: { schema: JsonSchema }): ReactElement {
  const rows = schemaRows(schema);
  if (rows.length === 0) return <p>{describeType(schema)}</p>;
  return (
    <Table verticalSpacing={4} horizontalSpacing={6} fz="var(--sb-small)">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{DOCS.field}</Table.Th>
          <Table.Th scope="col">{DOCS.type}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody style={{ verticalAlign: 'top' }}>
        {rows.map(({ key, depth, name, type, optional, deprecated, secret, description }) => (
          <Table.Tr key={key}>
            <Table.Th scope="row" style={{ paddingInlineStart: `${depth * 16}px`, whiteSpace: 'nowrap' }}>
              <code style={deprecated ? { textDecoration: 'line-through' } : {}}>{name}</code>{' '}
              {optional && <span className={ui.dim}>{DOCS.optional}</span>}
            </Table.Th>
            <Table.Td w="68%" style={{ overflowWrap: 'anywhere' }}>
              {type} {deprecated && <Badge tone="warn">{DOCS.deprecatedField}</Badge>}{' '}
              {secret && <Badge>{DOCS.secret}</Badge>}
              {description && <div className={ui.dim}>{description}</div>}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
