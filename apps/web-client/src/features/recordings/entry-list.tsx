import { type ReactElement, useState } from 'react';
import { ClientDot } from '../../components/client-dot.tsx';
import { formatLatency } from '../../components/format-latency.ts';
import { preview } from '../../lib/preview.ts';
import type { RecordedEntry, Recording } from '../../lib/recording.ts';
import entryStyles from './entries.module.css';
import { countOf } from './format-duration.ts';
import styles from './recordings.module.css';

/** Longer lists are read in the exported file. */
const SHOWN = 300;

/** What happened, line by line; opens on demand. */
export function EntryList({ recording }: { recording: Recording }): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const { entries, clients } = recording;
  const clientOf = new Map(clients.map((client) => [client.id, client]));
  return (
    <details className={styles.section} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={styles.summary}>What was recorded: {countOf(entries.length, 'line')}</summary>
      {isOpen && (
        <ol className={entryStyles.entries} aria-label="Recorded lines">
          {entries.slice(0, SHOWN).map((entry, index) => {
            const { title, text, tone } = lineOf(entry);
            const client = clientOf.get(entry.client);
            return (
              // Lines never change their order.
              <li key={`${index} ${entry.at}`} data-tone={tone}>
                <span className={entryStyles.at}>{(entry.at / 1_000).toFixed(3)}</span>
                <span className={entryStyles.who}>
                  <ClientDot hue={client?.hue ?? 0} /> {client?.name}
                </span>
                <span className={entryStyles.what}>
                  <span className={entryStyles.event}>{title}</span> {text}
                </span>
              </li>
            );
          })}
          {entries.length > SHOWN && <li>… {entries.length - SHOWN} more: export it to read them all.</li>}
        </ol>
      )}
    </details>
  );
}

function lineOf(entry: RecordedEntry): { title: string; text: string; tone?: 'ok' | 'bad' } {
  switch (entry.kind) {
    case 'call':
    case 'send':
      return { title: `↗ ${entry.event}`, text: entry.payload === null ? '' : preview(entry.payload) };
    case 'event':
      return { title: `↙ ${entry.event}`, text: entry.payload === null ? '' : preview(entry.payload) };
    case 'state':
      return { title: entry.status, text: entry.problem ?? '' };
    case 'reply': {
      const { reply, latency } = entry;
      const took = formatLatency(latency);
      if (!reply.ok)
        return { title: `↳ ${reply.error.code}`, text: `${reply.error.message} ${took}`, tone: 'bad' };
      return {
        title: '↳ ok',
        text: `${reply.data === undefined ? '' : preview(reply.data)} ${took}`,
        tone: 'ok',
      };
    }
  }
}
