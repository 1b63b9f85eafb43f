import '@mantine/core/styles/Checkbox.layer.css';
import { Checkbox } from '@mantine/core';
import { type AnyReply, type Contract, type EventSpec, validateNow } from '@switchboard/contract';
import { CircleCheck, CircleMinus, CircleX } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { useContract } from '../../clients/destination.ts';
import type { NamedClient } from '../../clients/named-client.ts';
import { Badge } from '../../components/badge.tsx';
import ui from '../../components/ui.module.css';
import type { ConsoleLogin } from '../../contract/contracts.ts';
import { CONTRACT } from '../../texts/contract.ts';
import type { ContractSnapshot } from '../../traffic/contract-record.ts';
import { callPatiently, RunButton, useRun } from './run.tsx';
import { useRecord } from './use-record.ts';

interface UntriedOutcome {
  readonly call: PlannedCall;
  /** Left out for one that was skipped. */
  readonly reply?: AnyReply;
}

/** Sends one valid payload of each event that was not sent yet, and shows the replies. */
export function SendUntried({ entry, shown }: { entry: NamedClient; shown: boolean }): ReactElement {
  const contract = useContract();
  const run = useRun<UntriedOutcome>();
  const [withIdentityChanges, setWithIdentityChanges] = useState(false);
  const plan = planUntried(contract, useRecord(shown), {
    login: contract.login,
    hasIdentity: entry.identity !== undefined,
    withIdentityChanges,
  });
  const isBlocked = plan.length === 0 || entry.state.status !== 'connected';
  const onSend = (): void => {
    void run.start(
      plan.map((call) => async (signal) => {
        if ('skip' in call) return { call };
        return { call, reply: await callPatiently(entry.link, call.event, call.payload, signal) };
      }),
    );
  };
  return (
    <section className={ui.stack} aria-label={CONTRACT.notTried}>
      <div className={ui.bar}>
        <RunButton run={run} label={CONTRACT.sendUntried} disabled={isBlocked} onStart={onSend} />
        <Checkbox
          label={CONTRACT.withLogin}
          checked={withIdentityChanges}
          onChange={(event) => setWithIdentityChanges(event.currentTarget.checked)}
        />
      </div>
      <p className={ui.hint}>{explain(plan, entry)}</p>
      <div role="status" aria-label={CONTRACT.replies}>
        <ul className={ui.stack}>
          {run.results.map((outcome) => (
            <OutcomeRow key={outcome.call.event} outcome={outcome} />
          ))}
        </ul>
      </div>
    </section>
  );
}

function explain(plan: readonly PlannedCall[], { name, state }: NamedClient): string {
  if (plan.length === 0) return CONTRACT.allTried;
  if (state.status !== 'connected') return CONTRACT.notConnected(name);
  const skipped = plan.flatMap((call) => ('skip' in call ? [`${call.event}: ${call.skip}`] : []));
  const count = plan.length - skipped.length;
  return [
    ...(count > 0 ? [CONTRACT.firstExamples(count, name)] : []),
    ...(skipped.length > 0 ? [CONTRACT.leftOut(skipped)] : []),
  ].join(' ');
}

function OutcomeRow({ outcome: { call, reply } }: { outcome: UntriedOutcome }): ReactElement {
  const error = reply && !reply.ok ? reply.error : undefined;
  const why = 'skip' in call ? call.skip : error?.message;
  return (
    <li className={ui.bar}>
      <span className={ui.mono}>{call.event}</span>
      {'skip' in call && <Badge icon={CircleMinus}>{CONTRACT.skipped}</Badge>}
      {reply?.ok && (
        <Badge tone="ok" icon={CircleCheck}>
          {CONTRACT.ok}
        </Badge>
      )}
      {error && (
        <Badge tone="bad" icon={CircleX}>
          {error.code}
        </Badge>
      )}
      {why !== error?.code && <span className={ui.hint}>{why}</span>}
    </li>
  );
}

/** What to do with an event that was not tried yet: send this payload, or skip it for a reason. */
export type PlannedCall =
  | { readonly event: string; readonly payload: unknown }
  | { readonly event: string; readonly skip: string };

export interface PlanOptions {
  /** The events that begin and end a login, if the contract has any. */
  readonly login: ConsoleLogin | undefined;
  /** Whether the client is logged in. */
  readonly hasIdentity: boolean;
  /** Whether events that end the client's login are sent too. */
  readonly withIdentityChanges: boolean;
}

/** The events that were never sent, in the contract's order, each with its first example; what ends a login comes last. */
export function planUntried(
  { clientEventMap }: Contract,
  { calls }: ContractSnapshot,
  options: PlanOptions,
): PlannedCall[] {
  const untried = Object.entries(clientEventMap).filter(([event]) => !calls.has(event));
  const isLast = ([event]: readonly [string, EventSpec]): boolean => event === options.login?.logout;
  return [...untried.filter((one) => !isLast(one)), ...untried.filter(isLast)].map(([event, spec]) =>
    planOne(event, spec, options),
  );
}

function planOne(event: string, spec: EventSpec, options: PlanOptions): PlannedCall {
  const { login, hasIdentity, withIdentityChanges } = options;
  const ends = event === login?.logout || (event === login?.login && hasIdentity);
  if (ends && !withIdentityChanges) return { event, skip: CONTRACT.endsLogin };
  if (!spec.payload) return { event, payload: null };
  const [example] = spec.examples ?? [];
  if (!example) return { event, skip: CONTRACT.noExample };
  if (!validateNow(spec.payload, example.payload).ok) return { event, skip: CONTRACT.badExample };
  return { event, payload: example.payload };
}
