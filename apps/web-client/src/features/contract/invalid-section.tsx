import { NativeSelect } from '@mantine/core';
import { type AnyReply, type EventSpec, toJson } from '@switchboard/contract';
import { CircleAlert, CircleCheck, CircleHelp, CircleX, Copy, SquarePen } from 'lucide-react';
import { type ReactElement, useMemo, useState } from 'react';
import { useContract } from '../../clients/destination.ts';
import type { NamedClient } from '../../clients/named-client.ts';
import { Badge } from '../../components/badge.tsx';
import { copy } from '../../components/copy.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { SmallButton } from '../../components/small-button.tsx';
import ui from '../../components/ui.module.css';
import { sentSpec } from '../../contract/contracts.ts';
import { draftKey, formatDraft, loadDrafts, useDraft } from '../../drafts/drafts.ts';
import { CONTRACT } from '../../texts/contract.ts';
import styles from './contract.module.css';
import { basePayloads, invalidVariants, type Variant } from './invalid-variants.ts';
import { useReportContext } from './report.ts';
import { callPatiently, RunButton, useRun } from './run.tsx';
import {
  codeOf,
  countVerdicts,
  matrixReport,
  namesPlace,
  type VariantResult,
  VERDICT_TONES,
  verdictOf,
} from './verdict.ts';

export interface InvalidSectionProps {
  /** Whom things are sent as. */
  readonly entry: NamedClient;
  /** Left out while no client event is picked. Give the component a `key` of it. */
  readonly event?: string | undefined;
  /** A payload went into the editor of the event. */
  readonly onLoaded: (event: string) => void;
}

/** Sends invalid payloads, and shows whether the server refuses them. */
export function InvalidSection({ entry, event, onLoaded }: InvalidSectionProps): ReactElement {
  const contract = useContract();
  const spec = event === undefined ? undefined : sentSpec(contract, event);
  const [draft] = useDraft(draftKey(entry.settings, event ?? ''), '');
  const [baseIndex, setBaseIndex] = useState(0);
  if (!spec || event === undefined) return <p className={ui.hint}>{CONTRACT.pickEvent}</p>;
  const bases = basePayloads(spec, draft);
  const base = bases[baseIndex] ?? bases[0];
  if (!base) return <p className={ui.hint}>{CONTRACT.noBase(event)}</p>;
  return (
    <div className={ui.stack}>
      <div className={ui.bar}>
        <h2 className={`${ui.grow} ${ui.mono}`}>{event}</h2>
        <NativeSelect
          size="xs"
          aria-label={CONTRACT.madeFrom}
          value={bases.indexOf(base)}
          onChange={(change) => setBaseIndex(Number(change.currentTarget.value))}
          data={bases.map(({ label }, index) => ({ value: String(index), label: CONTRACT.from(label) }))}
        />
      </div>
      <Matrix entry={entry} event={event} spec={spec} payload={base.payload} onLoaded={onLoaded} />
    </div>
  );
}

interface MatrixProps extends InvalidSectionProps {
  readonly event: string;
  readonly spec: EventSpec;
  /** The valid payload from which the wrong ones are made. */
  readonly payload: unknown;
}

function Matrix({ entry, event, spec, payload, onLoaded }: MatrixProps): ReactElement {
  const run = useRun<VariantResult>();
  const { results } = run;
  const context = useReportContext();
  // A draft is parsed at each render: two payloads are the same if their texts are.
  const payloadKey = JSON.stringify(toJson(payload));
  const variants = useMemo(
    () => invalidVariants(spec.payload, payload, spec.policy?.unknownFields),
    [spec, payloadKey],
  );
  const isConnected = entry.state.status === 'connected';
  const replies = new Map(results.map(({ variant, reply }) => [variant.name, reply]));
  const onSend = (): void => {
    void run.start(
      variants.map((variant) => async (signal) => ({
        variant,
        reply: await callPatiently(entry.link, event, variant.payload, signal),
      })),
    );
  };
  const onLoad = ({ name, json }: Variant): void => {
    loadDrafts({ [draftKey(entry.settings, event)]: formatDraft(json) }, `"${name}"`);
    onLoaded(event);
  };
  const report = (): string => matrixReport(results, { ...context(), event, client: entry.name });
  return (
    <>
      <div className={ui.bar}>
        <RunButton
          run={run}
          label={CONTRACT.sendAll(variants.length)}
          disabled={!isConnected}
          onStart={onSend}
        />
        <SmallButton
          size="xs"
          icon={Copy}
          disabled={results.length === 0}
          onClick={() => void copy(report(), CONTRACT.theReport)}
        >
          {CONTRACT.copyReport}
        </SmallButton>
        {!isConnected && <span className={ui.hint}>{CONTRACT.notConnected(entry.name)}</span>}
      </div>
      <div role="status" aria-label={CONTRACT.whatServerDid} className={ui.bar}>
        {results.length > 0 && (
          <span className={ui.hint}>{CONTRACT.progress(results.length, variants.length)}</span>
        )}
        {countVerdicts(results).map(([verdict, count]) => (
          <Badge key={verdict} tone={VERDICT_TONES[verdict]}>
            {count} {verdict}
          </Badge>
        ))}
      </div>
      <ul className={ui.list} aria-label={CONTRACT.invalidPayloads}>
        {variants.map((variant) => (
          <VariantRow
            key={variant.name}
            variant={variant}
            reply={replies.get(variant.name)}
            onLoad={() => onLoad(variant)}
          />
        ))}
      </ul>
    </>
  );
}

const ICONS = { bad: CircleX, warn: CircleHelp, ok: CircleCheck };

interface VariantRowProps {
  readonly variant: Variant;
  /** Left out before it was sent. */
  readonly reply: AnyReply | undefined;
  readonly onLoad: () => void;
}

/** One invalid payload and what the server replied. */
function VariantRow({ variant, reply, onLoad }: VariantRowProps): ReactElement {
  const { name, wrong } = variant;
  const verdict = reply && verdictOf(reply);
  const tone = verdict && VERDICT_TONES[verdict];
  return (
    <li className={`${ui.bar} ${styles.row}`}>
      <div className={ui.grow}>
        <span className={ui.mono}>{name}</span>
        <p className={ui.hint}>{wrong}</p>
      </div>
      {reply && verdict === 'rejected' && !namesPlace(reply, variant) && (
        <Badge tone="warn" icon={CircleAlert} title={CONTRACT.notLocatedHelp}>
          {CONTRACT.notLocated}
        </Badge>
      )}
      {reply && tone && (
        <Badge tone={tone} icon={ICONS[tone]}>
          {verdict}
          {verdict === 'accepted' ? '' : `: ${codeOf(reply)}`}
        </Badge>
      )}
      <IconButton label={CONTRACT.loadVariant(name)} icon={SquarePen} onClick={onLoad} />
    </li>
  );
}
