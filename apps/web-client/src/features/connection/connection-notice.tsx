import { Button } from '@mantine/core';
import { TriangleAlert, Unplug } from 'lucide-react';
import type { ReactElement } from 'react';
import type { NamedClient } from '../../clients/named-client.ts';
import { useSession } from '../../lib/console-session.ts';
import { CLIENTS } from '../../texts/clients.ts';
import styles from './connection-notice.module.css';
import { isRefusal } from './state-look.ts';

export interface ConnectionNoticeProps {
  readonly entry: NamedClient;
  /** Shows every attempt. */
  readonly onDetails: () => void;
}

/** Why the client that sends is not connected, what was tried and what to do. Nothing while all is well. */
export function ConnectionNotice({ entry, onDetails }: ConnectionNoticeProps): ReactElement | null {
  const { link, state } = entry;
  const notice = noticeOf(entry);
  if (!notice) return null;
  const { title, explanation, tried, isTriedAgain } = notice;
  const Icon = explanation ? TriangleAlert : Unplug;
  return (
    <section
      className={styles.notice}
      aria-label={CLIENTS.noConnection}
      data-quiet={!explanation || undefined}
    >
      <div role="alert">
        <p className={styles.title}>
          <Icon size={14} aria-hidden /> {title}
        </p>
        {explanation && <p>{explanation}</p>}
      </div>
      <p className={styles.tried}>{tried}</p>
      <div className={styles.actions}>
        <RefusalActions entry={entry} />
        {isTriedAgain ? (
          <Button variant="default" onClick={() => link.disconnect()}>
            {CLIENTS.stopTrying}
          </Button>
        ) : (
          <Button variant="default" onClick={() => link.connect()}>
            {state.status === 'refused' ? CLIENTS.connectAgain : CLIENTS.connectNow}
          </Button>
        )}
        <Button variant="subtle" onClick={onDetails}>
          {CLIENTS.everyAttempt}
        </Button>
      </div>
    </section>
  );
}

/** What can be done where the server speaks another version of the contract than this page; nothing for other refusals. */
export function RefusalActions({ entry }: { entry: NamedClient }): ReactElement | null {
  const { clients } = useSession();
  const { id, state, settings } = entry;
  const { speaks } = ('problem' in state && state.problem) || {};
  if (!speaks) return null;
  const { name, version } = speaks;
  const connectAnyway = (): void =>
    clients.apply(id, { ...settings, auth: { ...settings.auth, contract: { name, version } } });
  return (
    <>
      <Button variant="default" title={CLIENTS.reloadHelp} onClick={() => location.reload()}>
        {CLIENTS.reload}
      </Button>
      <Button variant="default" title={CLIENTS.connectAnywayHelp} onClick={connectAnyway}>
        {CLIENTS.connectAnyway(name, version)}
      </Button>
    </>
  );
}

interface NoConnection {
  readonly title: string;
  /** Why, and what to change; left out where someone disconnected it. */
  readonly explanation?: string;
  /** What was tried, where, and whether it is tried again. */
  readonly tried: string;
  readonly isTriedAgain: boolean;
}

/** What there is to say of a client without a connection; `undefined` while it has one or first tries to get it. */
export function noticeOf({
  name,
  link,
  state,
}: Pick<NamedClient, 'name' | 'state'> & {
  readonly link: { readonly url: string };
}): NoConnection | undefined {
  switch (state.status) {
    case 'connected':
      return undefined;
    case 'disconnected':
      return {
        title: CLIENTS.isDisconnected(name),
        tried: CLIENTS.notSent(name, link.url),
        isTriedAgain: false,
      };
    case 'refused':
      return {
        title: isRefusal(state.problem) ? CLIENTS.isRefused(name) : CLIENTS.lostConnection(name),
        explanation: state.problem.explanation,
        tried: CLIENTS.notTriedAgain(link.url),
        isTriedAgain: false,
      };
    case 'connecting':
    case 'reconnecting': {
      if (!state.problem) return undefined;
      return {
        title: state.status === 'connecting' ? CLIENTS.cannotConnect(name) : CLIENTS.lostConnection(name),
        explanation: state.problem.explanation,
        tried: CLIENTS.triedAgain(link.url, state.attempt),
        isTriedAgain: true,
      };
    }
  }
}
