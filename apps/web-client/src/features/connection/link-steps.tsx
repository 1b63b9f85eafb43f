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
  if (upgrade?.kind === 'upgraded')
    stages.push(stage(CONNECTION.upgraded(transport), 'done', upgrade.at));
  return stages;
}
