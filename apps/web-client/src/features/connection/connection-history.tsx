import type { ConnectionState } from '@switchboard/client';
import type { ConnectionStep } from '@switchboard/client/devtools';
import { CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import type { ReactElement } from 'react';
import type { HistoryItem, NamedClient } from '../../clients/named-client.ts';
import { MarkedText } from '../../components/marked-text.tsx';
import ui from '../../components/ui.module.css';
import { formatTime } from '../../lib/format-time.ts';
import { CONNECTION } from '../../texts/connection.ts';
import styles from './connection-panel.module.css';

const LOOKS = {
  done: { icon: CircleCheck, tone: 'ok' },
  now: { icon: CircleDashed, tone: 'warn' },
  failed: { icon: CircleX, tone: 'bad' },
} as const;

/** How far the present connection has come, from the first transport to the upgrade. */
export function LinkSteps({ entry }: { entry: NamedClient }): ReactElement | null {
  const stages = linkStages(entry);
  if (stages.length === 0) return null;
  return (
    <ol className={`${ui.bar} ${ui.small}`} aria-label={CONNECTION.steps(entry.name)}>
      {stages.map(({ title, status, after }) => {
        const { icon: Icon, tone } = LOOKS[status];
        return (
          <li key={title}>
            <Icon size={13} className={ui[tone]} role="img" aria-label={CONNECTION[status]} /> {title}{' '}
            {after !== undefined && (
              <span className={`${ui.count} ${ui.dim}`}>{CONNECTION.after(after)}</span>
            )}
          </li>
        );
      })}
    </ol>
  );
}

/** One stage of a connection that is being made, in the order in which they come. */
interface LinkStage {
  readonly title: string;
  readonly status: keyof typeof LOOKS;
  /** Milliseconds since the attempt began, where it is over. */
  readonly after?: number;
}

type LinkSource = Pick<NamedClient, 'state' | 'progress' | 'settings'>;

/** The stages of the present attempt or connection, as far as they have come; none while nothing is tried. */
export function linkStages({ state, progress, settings }: LinkSource): LinkStage[] {
  const { opening, handshake, upgrade } = progress;
  if (!opening?.transport || state.status === 'disconnected') return [];
  const stage = (title: string, status: LinkStage['status'], at?: number): LinkStage => ({
    title,
    status,
    ...(at !== undefined && { after: Math.max(0, at - opening.at) }),
  });
  const stages = [stage(CONNECTION.open(opening.transport), handshake ? 'done' : 'now')];
  if (!handshake) return stages;
  const isRefused = state.status === 'refused';
  const join = CONNECTION.join(settings.namespace);
  stages.push(
    stage(CONNECTION.handshake, 'done', handshake.at),
    state.status === 'connected'
      ? stage(join, 'done', state.since)
      : stage(join, isRefused ? 'failed' : 'now'),
  );
  const [transport] = handshake.upgrades;
  if (transport === undefined || isRefused) return stages;
  if (upgrade?.kind === 'upgrade-failed')
    return [...stages, stage(CONNECTION.upgrade(upgrade.transport), 'failed', upgrade.at)];
  stages.push(stage(CONNECTION.probe(transport), upgrade ? 'done' : 'now'));
  if (upgrade?.kind === 'upgrading') stages.push(stage(CONNECTION.upgrade(transport), 'now'));
  if (upgrade?.kind === 'upgraded') stages.push(stage(CONNECTION.upgraded(transport), 'done', upgrade.at));
  return stages;
}

/** What a client's connection went through, newest first. */
export function HistoryList({ entry }: { entry: NamedClient }): ReactElement {
  const { name, history } = entry;
  return (
    <ol
      className={`${ui.small} ${styles.history}`}
      aria-label={CONNECTION.attempts(name)}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling list needs focus to be scrolled by key
      tabIndex={0}
    >
      {history.flatMap(toLine).reverse()}
    </ol>
  );
}

function toLine(item: HistoryItem, index: number): ReactElement[] {
  const text = 'step' in item ? describeStep(item.step) : describeAttempt(item.state, item.before);
  if (!text) return [];
  const { title, explanation } = text;
  return [
    <li key={`${item.at} ${index} ${title}`}>
      <time className={`${ui.mono} ${ui.dim}`}>{formatTime(item.at)}</time>
      <div>
        {title}{' '}
        {explanation && (
          <p className={ui.dim}>
            <MarkedText text={explanation} />
          </p>
        )}
      </div>
    </li>,
  ];
}

interface AttemptText {
  readonly title: string;
  readonly explanation?: string | undefined;
}

/** One step; `undefined` for those that a change of the state tells as well. */
export function describeStep(step: ConnectionStep): AttemptText | undefined {
  switch (step.kind) {
    case 'handshake':
      return { title: CONNECTION.handshakeBy(step.transport) };
    case 'upgrading':
      return { title: CONNECTION.probeAnswered(step.transport) };
    case 'upgrade-failed':
      return {
        title: CONNECTION.upgradeFailed(step.transport),
        // As Socket.IO says it where the connection itself ends, so no proxy is to blame.
        explanation: step.reason.endsWith('socket closed')
          ? CONNECTION.closedBeforeUpgrade
          : CONNECTION.upgradeFailedWhy(step.reason),
      };
    case 'waiting':
      return { title: CONNECTION.waiting(((step.until - step.at) / 1_000).toFixed(1)) };
    default:
      return undefined;
  }
}

/** One state, seen from the state before it. */
export function describeAttempt(state: ConnectionState, before: ConnectionState | undefined): AttemptText {
  if (state.status === 'disconnected') return { title: CONNECTION.disconnected };
  if (state.status === 'connected') {
    const { transport, socketId, recovered } = state;
    const isUpgrade = before?.status === 'connected' && before.socketId === socketId;
    return {
      title: isUpgrade
        ? CONNECTION.upgraded(transport)
        : CONNECTION.connected(transport, socketId, recovered === true),
    };
  }
  const explanation = state.problem?.explanation;
  if (state.status === 'refused') return { title: CONNECTION.refused, explanation };
  const { status, attempt } = state;
  if (status === 'reconnecting' && attempt === 0) return { title: CONNECTION.lost, explanation };
  const isFailed = before?.status === status && before.attempt === attempt && explanation !== undefined;
  return isFailed
    ? { title: CONNECTION.attemptFailed(attempt), explanation }
    : { title: CONNECTION.attempt(attempt) };
}
