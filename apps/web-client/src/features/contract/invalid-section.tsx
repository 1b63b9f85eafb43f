import { Button, NativeSelect } from '@mantine/core';
import { toJson } from '@switchboard/contract';
import { Copy, Play, Square } from 'lucide-react';
import { type ReactElement, useMemo, useState } from 'react';
import { Badge } from '../../components/badge.tsx';
import { copyText } from '../../lib/copy-text.ts';
import { useDraft } from '../../lib/drafts.ts';
import { loadDrafts } from '../../lib/load-drafts.ts';
import type { NamedClient } from '../../lib/named-clients.ts';
import { clientSpec } from '../../lib/spec-of.ts';
import { type BasePayload, basePayloads } from './base-payload.ts';
import { callPatiently } from './call-patiently.ts';
import styles from './contract.module.css';
import { CONTRACT_NAME } from './contract-name.ts';
import { invalidVariants, type Variant } from './invalid-variants.ts';
import { countVerdicts, matrixReport, type VariantResult } from './matrix-report.ts';
import { useRun } from './use-run.ts';
import { VariantRow } from './variant-row.tsx';
import { VERDICT_TONES, VERDICTS } from './verdict.ts';

export interface InvalidSectionProps {
  readonly entry: NamedClient;
  /** Left out while no client event is picked. Give the component a `key` of it. */
  readonly event: string | undefined;
  readonly onLoaded: (event: string) => void;
}

/** Sends what the contract forbids, and shows whether the server refuses it. */
export function InvalidSection({ entry, event, onLoaded }: InvalidSectionProps): ReactElement {
  const spec = event === undefined ? undefined : clientSpec(event);
  const [draft] = useDraft(event ?? '', '');
  const [baseIndex, setBaseIndex] = useState(0);
  if (!spec || event === undefined) {
    return (
      <p className={styles.empty}>Pick an event under “You send”: wrong payloads are made from its schema.</p>
    );
  }
  const bases = basePayloads(spec, draft === '' ? undefined : draft);
  const base = bases[baseIndex] ?? bases[0];
  if (!base) {
    return (
      <p className={styles.empty}>
        {event} has no example, and the draft does not fit the contract. Write a payload that fits: the wrong
        ones are made from it.
      </p>
    );
  }
  return (
    <>
      <div className={styles.actions}>
        <h2 className={styles.picked}>{event}</h2>
        <NativeSelect
          size="xs"
          aria-label="Made from"
          value={bases.indexOf(base)}
          onChange={(change) => setBaseIndex(Number(change.currentTarget.value))}
          data={bases.map(({ label }, index) => ({ value: String(index), label: `from ${label}` }))}
        />
      </div>
      <Matrix entry={entry} event={event} base={base} onLoaded={onLoaded} />
    </>
  );
}

interface MatrixProps {
  readonly entry: NamedClient;
  readonly event: string;
  readonly base: BasePayload;
  readonly onLoaded: (event: string) => void;
}

function Matrix({ entry, event, base, onLoaded }: MatrixProps): ReactElement {
  const { results, running, start, stop } = useRun<VariantResult>();
  // A draft is parsed again at each render: what it says counts.
  const baseKey = JSON.stringify(toJson(base.payload));
  const variants = useMemo(() => {
    const { payload, policy } = clientSpec(event) ?? {};
    return invalidVariants(payload, base.payload, policy?.unknownFields);
  }, [event, baseKey]);
  const isConnected = entry.state.status === 'connected';
  const byName = new Map(results.map((result) => [result.variant.name, result]));
  const onSend = (): void => {
    start(
      variants.map((variant) => async (signal) => ({
        variant,
        reply: await callPatiently(entry.client, event, variant.payload, signal),
      })),
    );
  };
  const onLoad = ({ name, json }: Variant): void => {
    loadDrafts({ [event]: JSON.stringify(json, null, 2) }, `"${name}"`);
    onLoaded(event);
  };
  const report = (): string =>
    matrixReport(results, { event, contract: CONTRACT_NAME, client: entry.name, at: Date.now() });
  return (
    <>
      <div className={styles.actions}>
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
          onClick={() => void copyText(report(), 'the report as Markdown')}
        >
          Copy report
        </Button>
        {!isConnected && <span className={styles.note}>{entry.name} is not connected.</span>}
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
    <div role="status" aria-label="What the server did" className={styles.verdicts}>
      {results.length > 0 && (
        <span className={styles.note}>
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
