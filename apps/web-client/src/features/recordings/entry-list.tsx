import { type ReactElement, useState } from 'react';
import { ClientDot } from '../../components/client-dot.tsx';
import { formatLatency } from '../../components/format-latency.ts';
import { type Answer, answerValueOf, isOk, payloadOf } from '../../lib/entry.ts';
import { preview } from '../../lib/preview.ts';
import type { Recording } from '../../lib/recording.ts';
import { RECORDINGS } from '../../texts/recordings.ts';
import entryStyles from './entries.module.css';
import { type Moment, momentsOf } from './model/moments.ts';
import styles from './recordings.module.css';

/** Longer lists are read in the exported file. */
const SHOWN = 300;

/** What happened, line by line; opens on demand. */
export function EntryList({ recording }: { recording: Recording }): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const moments = momentsOf(recording);
  const clientOf = new Map(recording.clients.map((client) => [client.id, client]));
  return (
    <details className={styles.section} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={styles.summary}>{RECORDINGS.recorded(moments.length)}</summary>
      {isOpen && (
        <ol className={entryStyles.entries} aria-label={RECORDINGS.lines}>
          {moments.slice(0, SHOWN).map((moment, index) => {
            const { title, text, tone } = lineOf(moment);
            const client = clientOf.get(moment.entry.clientId);
            const at = moment.kind === 'reply' ? moment.answer.at : moment.entry.at;
            return (
              // Lines never change their order.
              <li key={`${index} ${at}`} data-tone={tone}>
                <span className={entryStyles.at}>{((at - recording.startedAt) / 1_000).toFixed(3)}</span>
                <span className={entryStyles.who}>
                  <ClientDot hue={client?.hue ?? 0} /> {client?.name}
                </span>
                <span className={entryStyles.what}>
                  <span className={entryStyles.event}>{title}</span> {text}
                </span>
              </li>
            );
          })}
          {moments.length > SHOWN && <li>{RECORDINGS.moreLines(moments.length - SHOWN)}</li>}
        </ol>
      )}
    </details>
  );
}

interface Line {
  readonly title: string;
  readonly text: string;
  readonly tone?: 'ok' | 'bad';
}

function lineOfAnswer(answer: Answer): Line {
  const { reply, latency, outcome, explanation = '' } = answer;
  const took = formatLatency(latency);
  if (!isOk(answer)) {
    const words = reply?.ok === false ? reply.error.message : explanation;
    return { title: `↳ ${outcome}`, text: `${words} ${took}`, tone: 'bad' };
  }
  const value = reply?.ok ? reply.data : answerValueOf(answer);
  return {
    title: `↳ ${reply ? 'ok' : outcome}`,
    text: `${value === undefined ? '' : preview(value)} ${took}`,
    tone: 'ok',
  };
}

function lineOf(moment: Moment): Line {
  if (moment.kind === 'state') {
    const { state } = moment.entry;
    return { title: state.status, text: ('problem' in state && state.problem?.explanation) || '' };
  }
  if (moment.kind === 'reply') {
    return lineOfAnswer(moment.answer);
  }
  const { event } = moment.entry;
  const payload = payloadOf(moment.entry);
  const arrow = moment.kind === 'event' ? '↙' : '↗';
  return { title: `${arrow} ${event}`, text: payload === null ? '' : preview(payload) };
}
