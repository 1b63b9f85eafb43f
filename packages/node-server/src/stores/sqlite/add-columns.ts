import type { Database } from './database.ts';

/** Adds the columns that a table of an earlier version does not have. Several processes may do so at once: it takes a transaction. */
export function addColumns(
  database: Database,
  table: string,
  columns: Readonly<Record<string, string>>,
): void {
  const rows = database.prepare(`SELECT name FROM pragma_table_info('${table}')`).all() as {
    name: string;
  }[];
  const known = new Set(rows.map(({ name }) => name));
  for (const [name, type] of Object.entries(columns)) {
    if (!known.has(name)) database.exec(`ALTER TABLE ${table} ADD COLUMN ${name} ${type}`);
  }
}
