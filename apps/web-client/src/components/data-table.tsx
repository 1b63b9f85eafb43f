import '@mantine/core/styles/Table.layer.css';
import { Paper, Table } from '@mantine/core';
import type { CSSProperties, ReactElement, ReactNode } from 'react';
import { PARTS } from '../texts/shell.ts';
import ui from './ui.module.css';

export interface Column<Row> {
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** Set for numbers: they end at the same place. */
  readonly numeric?: boolean;
}

export interface DataTableProps<Row> {
  /** What the table holds: its accessible name. */
  readonly caption: string;
  /** The first names its row. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly empty: string;
}

const SCROLLS: CSSProperties = { overflow: 'auto', whiteSpace: 'nowrap' };

/** A table that scrolls inside itself, both ways. */
export function DataTable<Row>({ caption, columns, rows, keyOf, empty }: DataTableProps<Row>): ReactElement {
  const [first, ...others] = columns;
  const align = (numeric = false): 'right' | 'left' => (numeric ? 'right' : 'left');
  return (
    // A scrolling region needs focus to be scrolled by key.
    <Paper
      component="section"
      withBorder
      mah="100%"
      style={SCROLLS}
      tabIndex={0}
      aria-label={PARTS.table(caption)}
    >
      <Table stickyHeader tabularNums verticalSpacing={4} horizontalSpacing={9} fz="var(--sb-small)">
        <Table.Caption className="sb-hidden">{caption}</Table.Caption>
        <Table.Thead bg="var(--sb-raised)" c="dimmed">
          <Table.Tr>
            {columns.map(({ header, numeric }) => (
              <Table.Th key={header} scope="col" ta={align(numeric)}>
                {header}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={keyOf(row)}>
              {first && (
                <Table.Th scope="row" fw={500}>
                  {first.cell(row)}
                </Table.Th>
              )}
              {others.map(({ header, cell, numeric }) => (
                <Table.Td key={header} ta={align(numeric)}>
                  {cell(row)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
          {rows.length === 0 && (
            <Table.Tr>
              <Table.Td colSpan={columns.length} className={ui.hint ?? ''} style={{ whiteSpace: 'normal' }}>
                {empty}
              </Table.Td>
            </Table.Tr>
          )}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}
