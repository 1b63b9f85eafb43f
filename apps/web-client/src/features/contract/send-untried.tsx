import '@mantine/core/styles/Checkbox.css';
import { Button, Checkbox } from '@mantine/core';
import type { AnyReply } from '@switchboard/contract';
import { CircleCheck, CircleMinus, CircleX, Play, Square } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import type { NamedClient } from '../../clients/named-client.ts';
import { Badge } from '../../components/badge.tsx';
import ui from '../../components/ui.module.css';
import { useContract } from '../../contract/contracts.ts';
import { CONTRACT } from '../../texts/contract.ts';
import styles from './contract.module.css';
import { callPatiently, useRun } from './run.ts';
import { type PlannedCall, planUntried } from './untried-plan.ts';
import { useRecord } from './use-record.ts';

interface Outcome {
  readonly call: PlannedCall;
  /** Left out for one that was skipped. */
  readonly reply?: AnyReply;
}

/** Sends one valid payload of each event that was not sent yet, and shows the replies. */
export function SendUntried({ entry, shown }: { entry: NamedClient; shown: boolean }): ReactElement {
  const contract = useContract();
  const snapshot = useRecord(shown);
  const { results, running, start, stop } = useRun<Outcome>();
  const [withIdentityChanges, setWithIdentityChanges] = useState(false);
  const plan = planUntried(contract, snapshot, {
    login: contract.login,
    hasIdentity: entry.identity !== undefined,
    withIdentityChanges,
  });
  const isConnected = entry.state.status === 'connected';
  const blocked = plan.length === 0 || !isConnected;
  const onSend = (): void => {
    start(
      plan.map((call) => async (signal) => {
        if (call.kind === 'skip') return { call };
        return { call, reply: await callPatiently(entry.link, call.event, call.payload, signal) };
      }),
    );
  };
  return (
    <section className={styles.block} aria-label={CONTRACT.notTried}>
      <div className={`${ui.bar} ${styles.actions}`}>
        {running ? (
          <Button variant="default" leftSection={<Square size={13} aria-hidden />} onClick={stop}>
            {CONTRACT.stop}
          </Button>
        ) : (
          <Button leftSection={<Play size={13} aria-hidden />} disabled={blocked} onClick={onSend}>
            {CONTRACT.sendUntried}
          </Button>
        )}
        <Checkbox
          label={CONTRACT.withLogin}
          checked={withIdentityChanges}
          onChange={(event) => setWithIdentityChanges(event.currentTarget.checked)}
        />
      </div>
      <p className={ui.hint}>{explain(plan, entry)}</p>
      <div role="status" aria-label={CONTRACT.replies}>
        {results.length > 0 && (
          <ul className={styles.outcomes}>
            {results.map((outcome) => (
              <OutcomeRow key={outcome.call.event} outcome={outcome} />
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

function explain(plan: readonly PlannedCall[], { name, state }: NamedClient): string {
  if (plan.length === 0) return CONTRACT.allTried;
  if (state.status !== 'connected') return CONTRACT.notConnected(name);
  const count = plan.filter(({ kind }) => kind === 'send').length;
  const skipped = plan.flatMap((call) => (call.kind === 'skip' ? [`${call.event}: ${call.reason}`] : []));
  return [
    ...(count > 0 ? [CONTRACT.firstExamples(count, name)] : []),
    ...(skipped.length > 0 ? [CONTRACT.leftOut(skipped)] : []),
  ].join(' ');
}

function OutcomeRow({ outcome: { call, reply } }: { outcome: Outcome }): ReactElement {
  return (
    <li>
      <span className={ui.mono}>{call.event}</span>
      {call.kind === 'skip' && (
        <>
          <Badge icon={CircleMinus}>{CONTRACT.skipped}</Badge> <span className={ui.hint}>{call.reason}</span>
        </>
      )}
      {reply?.ok && (
        <Badge tone="ok" icon={CircleCheck}>
          OK
        </Badge>
      )}
      {reply?.ok === false && (
        <>
          <Badge tone="bad" icon={CircleX}>
            {reply.error.code}
          </Badge>{' '}
          {reply.error.message !== reply.error.code && <span className={ui.hint}>{reply.error.message}</span>}
        </>
      )}
    </li>
  );
}
