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
import { Badge } from '../../components/badge.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import ui from '../../components/ui.module.css';
import { sentSpec } from '../../contract/console-contract.ts';
import { useContract } from '../../contract/contracts.ts';
import { copy } from '../../lib/copy.tsx';
import { useDraft } from '../../lib/drafts.ts';
import { loadDrafts } from '../../lib/load-drafts.ts';
import type { NamedClient } from '../../lib/named-clients.ts';
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
    return (
      <p className={ui.hint}>Pick an event under “You send”. Invalid payloads are made from its schema.</p>
    );
  }
  const bases = basePayloads(spec, draft === '' ? undefined : draft);
  const base = bases[baseIndex] ?? bases[0];
  if (!base) {
    return (
      <p className={ui.hint}>
        {event} has no example, and its draft does not fit the contract. Write a payload that fits. Invalid
        payloads are made from it.
      </p>
    );
  }
  return (
    <>
      <div className={`${ui.bar} ${styles.actions}`}>
        <h2 className={`${ui.grow} ${ui.mono}`}>{event}</h2>
        <NativeSelect
          size="xs"
          aria-label="Made from"
          value={bases.indexOf(base)}
          onChange={(change) => setBaseIndex(Number(change.currentTarget.value))}
          data={bases.map(({ label }, index) => ({ value: String(index), label: `from ${label}` }))}
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
            Stop
          </Button>
        ) : (
          <Button leftSection={<Play size={13} aria-hidden />} disabled={!isConnected} onClick={onSend}>
            Send all {variants.length}
          </Button>
        )}
        <Button
          variant="default"
          leftSection={<Copy size={13} aria-hidden />}
          disabled={results.length === 0}
          onClick={() => void copy(report(), 'the report as Markdown')}
        >
          Copy report
        </Button>
        {!isConnected && <span className={ui.hint}>{entry.name} is not connected.</span>}
      </div>
      <Summary results={results} of={variants.length} />
      <ul className={styles.variants} aria-label="Invalid payloads">
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
    <div role="status" aria-label="What the server did" className={ui.bar}>
      {results.length > 0 && (
        <span className={ui.hint}>
          {results.length} of {of}:
        </span>
      )}
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
      <IconButton label={`Load "${name}" into the editor`} icon={SquarePen} onClick={onLoad} />
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
        <Badge tone="warn" icon={CircleAlert} title="No issue of the reply points at the invalid part">
          not located
        </Badge>
      )}
    </span>
  );
}
