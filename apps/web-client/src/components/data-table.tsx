import type { ReactElement, ReactNode } from 'react';
import styles from './data-table.module.css';

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
  /** What stands in the place of rows where there are none. */
  readonly empty: string;
}

/** A table that scrolls inside itself, both ways. */
export function DataTable<Row>({ caption, columns, rows, keyOf, empty }: DataTableProps<Row>): ReactElement {
  const [first, ...others] = columns;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs focus to be scrolled by key
    <section className={styles.scroller} tabIndex={0} aria-label={`${caption}, table`}>
      <table className={styles.table}>
        <caption className={styles.caption}>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ header, numeric }) => (
              <th key={header} scope="col" data-numeric={numeric || undefined}>
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {first && <th scope="row">{first.cell(row)}</th>}
              {others.map(({ header, cell, numeric }) => (
                <td key={header} data-numeric={numeric || undefined}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
          {rows.length === 0 && (
            <tr>
              <td colSpan={columns.length} className={styles.empty}>
                {empty}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </section>
  );
}
