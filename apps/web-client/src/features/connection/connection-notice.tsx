import { Button } from '@mantine/core';
import { TriangleAlert, Unplug } from 'lucide-react';
import type { ReactElement } from 'react';
import type { NamedClient } from '../../clients/named-client.ts';
import { useNow } from '../../components/clock.ts';
import { MarkedText } from '../../components/marked-text.tsx';
import ui from '../../components/ui.module.css';
import { valueInWords } from '../../lib/in-words.ts';
import { useSession } from '../../session/console-session.ts';
import { CLIENTS } from '../../texts/clients.ts';
import { isRefusal } from './state-chip.tsx';

export interface ConnectionNoticeProps {
  readonly entry: NamedClient;
  /** Shows every attempt; left out where they are shown. */
  readonly onDetails?: () => void;
}

/** Why a client has no connection, what was tried and what to do. Nothing while all is well. */
export function ConnectionNotice({ entry, onDetails }: ConnectionNoticeProps): ReactElement | null {
  const { link, state, progress, faults } = entry;
  const notice = noticeOf(entry);
  if (!notice) return null;
  const { title, explanation, tried, isTriedAgain } = notice;
  const { waitUntil } = progress;
  const Icon = explanation ? TriangleAlert : Unplug;
  const connect = (): void => link.connect();
  const connectText = state.status === 'refused' ? CLIENTS.connectAgain : CLIENTS.connectNow;
  const canHurry = isTriedAgain && waitUntil !== undefined && !faults.isOffline;
  const actions: (readonly [text: string, run: () => void])[] = [
    isTriedAgain ? [CLIENTS.stopTrying, () => link.disconnect()] : [connectText, connect],
    ...(canHurry ? [[CLIENTS.tryNow, connect] as const] : []),
    ...(onDetails ? [[CLIENTS.everyAttempt, onDetails] as const] : []),
  ];
  return (
    <section
      className={ui.note}
      aria-label={onDetails && CLIENTS.noConnection}
      data-tone={explanation ? 'bad' : undefined}
    >
      <div role="alert">
        <p className={ui.title}>
          <Icon size={14} aria-hidden /> {title}
        </p>
        {explanation && (
          <p>
            <MarkedText text={explanation} />
          </p>
        )}
      </div>
      <p className={ui.small}>
        {tried} {waitUntil !== undefined && <Countdown until={waitUntil} />}
      </p>
      <RefusalData entry={entry} />
      <div className={ui.bar}>
        <RefusalActions entry={entry} />
        {actions.map(([text, run]) => (
          <Button key={text} variant="default" onClick={run}>
            {text}
          </Button>
        ))}
      </div>
    </section>
  );
}

/** What a server gives with its refusal: with a contract it is a typed error, with a code. */
function RefusalData({ entry: { link, state } }: { entry: NamedClient }): ReactElement | null {
  const problem = 'problem' in state ? state.problem : undefined;
  const code = problem?.error?.code;
  if (!link.contract.isRaw)
    return code === undefined ? null : <p className={ui.small}>{CLIENTS.code(code)}</p>;
  const { data } = Object(problem?.cause);
  if (data === undefined) return null;
  return (
    <>
      <p className={ui.small}>{CLIENTS.refusedWith}</p>
      <pre className={ui.code} style={{ maxHeight: 160 }}>
        {valueInWords(data)}
      </pre>
    </>
  );
}

/** What can be done where the server speaks another version of the contract than this page; nothing for other refusals. */
function RefusalActions({ entry }: { entry: NamedClient }): ReactElement | null {
  const { clients } = useSession();
  const { id, state } = entry;
  const { speaks } = ('problem' in state && state.problem) || {};
  if (!speaks) return null;
  const { name, version } = speaks;
  return (
    <>
      <Button variant="default" title={CLIENTS.reloadHelp} onClick={() => location.reload()}>
        {CLIENTS.reload}
      </Button>
      <Button
        variant="default"
        title={CLIENTS.connectAnywayHelp}
        onClick={() => clients.connectAs(id, { name, version })}
      >
        {CLIENTS.connectAnyway(name, version)}
      </Button>
    </>
  );
}

/** The seconds until an attempt, counted down. It is silent for a screen reader: it would talk each second. */
function Countdown({ until }: { until: number }): ReactElement {
  return <span role="timer">{CLIENTS.nextAttempt(Math.max(0, Math.ceil((until - useNow()) / 1_000)))}</span>;
}

interface NoConnection {
  readonly title: string;
  /** Why, and what to change; left out where someone disconnected it. */
  readonly explanation?: string;
  /** What was tried, where, and whether it is tried again. */
  readonly tried: string;
  readonly isTriedAgain: boolean;
}

type NoticeSource = Pick<NamedClient, 'name' | 'state'> & { readonly link: { readonly url: string } };

/** What there is to say of a client without a connection; `undefined` while it has one or first tries to get it. */
export function noticeOf({ name, link: { url }, state }: NoticeSource): NoConnection | undefined {
  if (state.status === 'disconnected') {
    return { title: CLIENTS.isDisconnected(name), tried: CLIENTS.notSent(name, url), isTriedAgain: false };
  }
  if (!('problem' in state) || !state.problem) return undefined;
  const { explanation } = state.problem;
  if (state.status === 'refused') {
    const title = isRefusal(state.problem) ? CLIENTS.isRefused(name) : CLIENTS.lostConnection(name);
    return { title, explanation, tried: CLIENTS.notTriedAgain(url), isTriedAgain: false };
  }
  const title = state.status === 'connecting' ? CLIENTS.cannotConnect(name) : CLIENTS.lostConnection(name);
  return { title, explanation, tried: CLIENTS.triedAgain(url, state.attempt), isTriedAgain: true };
}
