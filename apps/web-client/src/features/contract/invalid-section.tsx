import { Button, NativeSelect } from '@mantine/core';
import { type AnyReply, type EventSpec, toJson } from '@switchboard/contract';
import {
  CircleAlert,
  CircleCheck,
  CircleHelp,
  CircleX,
  Copy,
  type LucideIcon,
  Play,
  Square,
  SquarePen,
} from 'lucide-react';
import { type ReactElement, useMemo, useState } from 'react';
import type { NamedClient } from '../../clients/named-client.ts';
import { Badge } from '../../components/badge.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import ui from '../../components/ui.module.css';
import { sentSpec, useContract } from '../../contract/contracts.ts';
import { copy } from '../../lib/copy.tsx';
import { loadDrafts, useDraft } from '../../lib/drafts.ts';
import { CONTRACT } from '../../texts/contract.ts';
import { type BasePayload, basePayloads } from './base-payload.ts';
import styles from './contract.module.css';
import { invalidVariants, type Variant } from './invalid-variants.ts';
import { callPatiently, useRun } from './run.ts';
import { useContractTitle } from './use-record.ts';
import {
  codeOf,
  countVerdicts,
  matrixReport,
  namesPlace,
  type VariantResult,
  VERDICT_TONES,
  VERDICTS,
  type Verdict,
  verdictOf,
} from './verdict.ts';

export interface InvalidSectionProps {
  readonly entry: NamedClient;
  /** Left out while no client event is picked. Give the component a `key` of it. */
  readonly event: string | undefined;
  readonly onLoaded: (event: string) => void;
}

/** Sends invalid payloads, and shows whether the server refuses them. */
export function InvalidSection({ entry, event, onLoaded }: InvalidSectionProps): ReactElement {
  const contract = useContract();
  const spec = event === undefined ? undefined : sentSpec(contract, event);
  const [draft] = useDraft(event ?? '', '');
  const [baseIndex, setBaseIndex] = useState(0);
  if (!spec || event === undefined) {
    return <p className={ui.hint}>{CONTRACT.pickEvent}</p>;
  }
  const bases = basePayloads(spec, draft === '' ? undefined : draft);
  const base = bases[baseIndex] ?? bases[0];
  if (!base) {
    return <p className={ui.hint}>{CONTRACT.noBase(event)}</p>;
  }
  return (
    <>
      <div className={`${ui.bar} ${styles.actions}`}>
        <h2 className={`${ui.grow} ${ui.mono}`}>{event}</h2>
        <NativeSelect
          size="xs"
          aria-label={CONTRACT.madeFrom}
          value={bases.indexOf(base)}
          onChange={(change) => setBaseIndex(Number(change.currentTarget.value))}
          data={bases.map(({ label }, index) => ({ value: String(index), label: CONTRACT.from(label) }))}
        />
      </div>
      <Matrix entry={entry} event={event} spec={spec} base={base} onLoaded={onLoaded} />
    </>
  );
}

interface MatrixProps {
  readonly entry: NamedClient;
  readonly event: string;
  readonly spec: EventSpec;
  readonly base: BasePayload;
  readonly onLoaded: (event: string) => void;
}

function Matrix({ entry, event, spec, base, onLoaded }: MatrixProps): ReactElement {
  const { results, running, start, stop } = useRun<VariantResult>();
  const contract = useContractTitle();
  // A draft is parsed at each render: two payloads are the same if their texts are.
  const baseKey = JSON.stringify(toJson(base.payload));
  const variants = useMemo(
    () => invalidVariants(spec.payload, base.payload, spec.policy?.unknownFields),
    [spec, baseKey],
  );
  const isConnected = entry.state.status === 'connected';
  const byName = new Map(results.map((result) => [result.variant.name, result]));
  const onSend = (): void => {
    start(
      variants.map((variant) => async (signal) => ({
        variant,
        reply: await callPatiently(entry.link, event, variant.payload, signal),
      })),
    );
  };
  const onLoad = ({ name, json }: Variant): void => {
    loadDrafts({ [event]: JSON.stringify(json, null, 2) }, `"${name}"`);
    onLoaded(event);
  };
  const report = (): string => matrixReport(results, { event, contract, client: entry.name, at: Date.now() });
  return (
    <>
      <div className={`${ui.bar} ${styles.actions}`}>
        {running ? (
          <Button variant="default" leftSection={<Square size={13} aria-hidden />} onClick={stop}>
            {CONTRACT.stop}
          </Button>
        ) : (
          <Button leftSection={<Play size={13} aria-hidden />} disabled={!isConnected} onClick={onSend}>
            {CONTRACT.sendAll(variants.length)}
          </Button>
        )}
        <Button
          variant="default"
          leftSection={<Copy size={13} aria-hidden />}
          disabled={results.length === 0}
          onClick={() => void copy(report(), CONTRACT.theReport)}
        >
          {CONTRACT.copyReport}
        </Button>
        {!isConnected && <span className={ui.hint}>{CONTRACT.notConnected(entry.name)}</span>}
      </div>
      <Summary results={results} of={variants.length} />
      <ul className={styles.variants} aria-label={CONTRACT.invalidPayloads}>
        {variants.map((variant) => (
          <VariantRow
            key={variant.name}
            variant={variant}
            reply={byName.get(variant.name)?.reply}
            onLoad={() => onLoad(variant)}
          />
        ))}
      </ul>
    </>
  );
}

function Summary({ results, of }: { results: readonly VariantResult[]; of: number }): ReactElement {
  const counts = countVerdicts(results);
  return (
    <div role="status" aria-label={CONTRACT.whatServerDid} className={ui.bar}>
      {results.length > 0 && <span className={ui.hint}>{CONTRACT.progress(results.length, of)}</span>}
      {VERDICTS.filter((verdict) => counts.has(verdict)).map((verdict) => (
        <Badge key={verdict} tone={VERDICT_TONES[verdict]}>
          {counts.get(verdict)} {verdict}
        </Badge>
      ))}
    </div>
  );
}

const ICONS: Readonly<Record<Verdict, LucideIcon>> = {
  accepted: CircleX,
  'no reply': CircleX,
  failed: CircleX,
  'not reached': CircleHelp,
  rejected: CircleCheck,
};

interface VariantRowProps {
  readonly variant: Variant;
  /** Left out before it was sent. */
  readonly reply: AnyReply | undefined;
  readonly onLoad: () => void;
}

/** One invalid payload and what the server replied. */
function VariantRow({ variant, reply, onLoad }: VariantRowProps): ReactElement {
  const { name, wrong } = variant;
  return (
    <li className={styles.variant}>
      <div className={styles.variantText}>
        <span className={ui.mono}>{name}</span>
        <span className={ui.hint}>{wrong}</span>
      </div>
      {reply && <Answer variant={variant} reply={reply} />}
      <IconButton label={CONTRACT.loadVariant(name)} icon={SquarePen} onClick={onLoad} />
    </li>
  );
}

function Answer({ variant, reply }: { variant: Variant; reply: AnyReply }): ReactElement {
  const verdict = verdictOf(reply);
  return (
    <span className={styles.answer}>
      <Badge tone={VERDICT_TONES[verdict]} icon={ICONS[verdict]}>
        {verdict}
        {verdict === 'accepted' ? '' : `: ${codeOf(reply)}`}
      </Badge>
      {verdict === 'rejected' && !namesPlace(reply, variant) && (
        <Badge tone="warn" icon={CircleAlert} title={CONTRACT.notLocatedHelp}>
          {CONTRACT.notLocated}
        </Badge>
      )}
    </span>
  );
}
