import type { ConnectionState } from '@switchboard/client';
import type { NamedClient } from '../../lib/named-clients.ts';

/** One stage of a connection that is being made, in the order in which they come. */
export interface LinkStage {
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
  const open: LinkStage = { title: `Open ${opening.transport}`, status: 'now' };
  if (!handshake) return [open];
  const stages: LinkStage[] = [
    { ...open, status: 'done' },
    { title: 'Handshake', status: 'done', ...since(handshake.at) },
    joinStage(state, settings.namespace, since),
  ];
  const [transport] = handshake.upgrades;
  if (transport === undefined || state.status === 'refused') return stages;
  if (upgrade?.kind === 'upgrade-failed') {
    return [...stages, { title: `Upgrade to ${upgrade.transport}`, status: 'failed', ...since(upgrade.at) }];
  }
  const probe: LinkStage = { title: `Probe ${transport}`, status: upgrade ? 'done' : 'now' };
  if (!upgrade) return [...stages, probe];
  const isUpgraded = upgrade.kind === 'upgraded';
  return [
    ...stages,
    probe,
    isUpgraded
      ? { title: `Upgraded to ${transport}`, status: 'done', ...since(upgrade.at) }
      : { title: `Upgrade to ${transport}`, status: 'now' },
  ];
}

function joinStage(
  state: ConnectionState,
  namespace: string,
  since: (at: number) => { after: number },
): LinkStage {
  const title = `Join ${namespace}`;
  if (state.status === 'connected') return { title, status: 'done', ...since(state.since) };
  return { title, status: state.status === 'refused' ? 'failed' : 'now' };
}
