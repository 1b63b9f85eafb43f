import type { ConnectionState } from '@switchboard/client';
import { CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import type { ReactElement } from 'react';
import type { NamedClient } from '../../clients/named-client.ts';
import { CONNECTION } from '../../texts/connection.ts';
import styles from './link-steps.module.css';

const LOOKS = {
  done: { icon: CircleCheck, tone: styles.ok, word: CONNECTION.done },
  now: { icon: CircleDashed, tone: styles.warn, word: CONNECTION.now },
  failed: { icon: CircleX, tone: styles.bad, word: CONNECTION.failed },
} as const satisfies Record<LinkStage['status'], unknown>;

/** How far the present connection has come, from the first transport to the upgrade. */
export function LinkSteps({ entry }: { entry: NamedClient }): ReactElement | null {
  const stages = linkStages(entry);
  if (stages.length === 0) return null;
  return (
    <ol className={styles.steps} aria-label={CONNECTION.steps(entry.name)}>
      {stages.map(({ title, status, after }) => {
        const { icon: Icon, tone, word } = LOOKS[status];
        return (
          <li key={title} className={styles.step}>
            <Icon size={13} className={tone} role="img" aria-label={word} />
            <span>{title}</span>
            {after !== undefined && <span className={styles.after}>{CONNECTION.after(after)}</span>}
          </li>
        );
      })}
    </ol>
  );
}

/** One stage of a connection that is being made, in the order in which they come. */
interface LinkStage {
  readonly title: string;
  readonly status: 'done' | 'now' | 'failed';
  /** Milliseconds since the attempt began, where it is done. */
  readonly after?: number;
}

/** The stages of the present attempt or connection, as far as they have come; none while nothing is tried. */
export function linkStages({
  state,
  progress,
  settings,
}: Pick<NamedClient, 'state' | 'progress' | 'settings'>): LinkStage[] {
  const { opening, handshake, upgrade } = progress;
  if (!opening?.transport || state.status === 'disconnected') return [];
  const since = (at: number): { after: number } => ({ after: Math.max(0, at - opening.at) });
  const open: LinkStage = { title: CONNECTION.open(opening.transport), status: 'now' };
  if (!handshake) return [open];
  const stages: LinkStage[] = [
    { ...open, status: 'done' },
    { title: CONNECTION.handshake, status: 'done', ...since(handshake.at) },
    joinStage(state, settings.namespace, since),
  ];
  const [transport] = handshake.upgrades;
  if (transport === undefined || state.status === 'refused') return stages;
  if (upgrade?.kind === 'upgrade-failed') {
    return [
      ...stages,
      { title: CONNECTION.upgrade(upgrade.transport), status: 'failed', ...since(upgrade.at) },
    ];
  }
  const probe: LinkStage = { title: CONNECTION.probe(transport), status: upgrade ? 'done' : 'now' };
  if (!upgrade) return [...stages, probe];
  const isUpgraded = upgrade.kind === 'upgraded';
  return [
    ...stages,
    probe,
    isUpgraded
      ? { title: CONNECTION.upgraded(transport), status: 'done', ...since(upgrade.at) }
      : { title: CONNECTION.upgrade(transport), status: 'now' },
  ];
}

function joinStage(
  state: ConnectionState,
  namespace: string,
  since: (at: number) => { after: number },
): LinkStage {
  const title = CONNECTION.join(namespace);
  if (state.status === 'connected') return { title, status: 'done', ...since(state.since) };
  return { title, status: state.status === 'refused' ? 'failed' : 'now' };
}
