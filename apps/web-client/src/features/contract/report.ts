import { useContract, useDestination } from '../../clients/destination.ts';
import { serverAt } from '../../links/connection-settings.ts';

/** What every report begins with. */
export interface ReportContext {
  /** Name and version. */
  readonly contract: string;
  /** Where it was spoken: the server with its path. */
  readonly server: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** For a report of the picked client's contract at its server that is written now. */
export function useReportContext(): () => ReportContext {
  const { name, version } = useContract();
  const server = serverAt(useDestination());
  return () => ({ contract: `${name} ${version}`, server, at: Date.now() });
}

/** A report of some blocks, each with an empty line before the next one; a block may have several lines. */
export function markdown(...blocks: readonly (string | readonly string[])[]): string {
  return `${blocks.map((block) => [block].flat().join('\n')).join('\n\n')}\n`;
}

/** The lines of a table. */
export function markdownTable(header: readonly string[], rows: readonly (readonly unknown[])[]): string[] {
  const line = (cells: readonly unknown[]): string => `| ${cells.map(cellOf).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)];
}

/** A text as it may stand in a cell. */
function cellOf(value: unknown): string {
  return String(value).replaceAll('\\', '\\\\').replaceAll('|', '\\|').replace(/\s+/g, ' ');
}
