import { CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import type { ReactElement } from 'react';
import type { NamedClient } from '../../clients/named-client.ts';
import ui from '../../components/ui.module.css';
import { CONNECTION } from '../../texts/connection.ts';

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
  const over = (title: string, at: number, status: 'done' | 'failed' = 'done'): LinkStage => ({
    title,
    status,
    after: Math.max(0, at - opening.at),
  });
  const open = CONNECTION.open(opening.transport);
  if (!handshake) return [{ title: open, status: 'now' }];
  const join = CONNECTION.join(settings.namespace);
  const stages: LinkStage[] = [
    { title: open, status: 'done' },
    over(CONNECTION.handshake, handshake.at),
    state.status === 'connected'
      ? over(join, state.since)
      : { title: join, status: state.status === 'refused' ? 'failed' : 'now' },
  ];
  const [transport] = handshake.upgrades;
  if (transport === undefined || state.status === 'refused') return stages;
  const probe = CONNECTION.probe(transport);
  switch (upgrade?.kind) {
    case undefined:
      return [...stages, { title: probe, status: 'now' }];
    case 'upgrade-failed':
      return [...stages, over(CONNECTION.upgrade(upgrade.transport), upgrade.at, 'failed')];
    case 'upgrading':
      return [
        ...stages,
        { title: probe, status: 'done' },
        { title: CONNECTION.upgrade(transport), status: 'now' },
      ];
    case 'upgraded':
      return [...stages, { title: probe, status: 'done' }, over(CONNECTION.upgraded(transport), upgrade.at)];
  }
}
