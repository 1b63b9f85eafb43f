import { Button } from '@mantine/core';
import {
  ERROR_MESSAGES,
  type EventSpec,
  type Example,
  type Schema,
  type ServerEventSpec,
} from '@switchboard/contract';
import { FilePen } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { formatSize } from '../../../lib/bytes.ts';
import { formatDraft } from '../../../lib/drafts.ts';
import { payloadSchema } from '../../../lib/payload-schema.ts';
import { DOCS } from '../../../texts/editors.ts';
import styles from './event-docs.module.css';
import { idempotentInWords, orderInWords, rateInWords } from './policy-facts.ts';
import { SchemaTable } from './schema-table.tsx';

export interface EventDocsProps {
  readonly event: string;
  readonly spec: EventSpec | ServerEventSpec;
  /** Puts an example into the draft; left out where there is none. */
  readonly onExample?: (example: Example) => void;
}

/** All that the contract says of an event, for reading. */
export function EventDocs({ event, spec, onExample }: EventDocsProps): ReactElement {
  const isCall = 'response' in spec || 'errors' in spec || 'policy' in spec;
  const { response, errors = {}, policy }: Partial<EventSpec> = spec;
  return (
    <div className={styles.docs}>
      {spec.deprecated && <p className={styles.deprecated}>{DOCS.deprecated}</p>}
      <Part title={DOCS.payload}>
        {spec.payload ? <Described schema={spec.payload} /> : <p>{DOCS.none}</p>}
      </Part>
      {isCall && (
        <Part title={DOCS.response}>{response ? <Described schema={response} /> : <p>{DOCS.noData}</p>}</Part>
      )}
      {Object.keys(errors).length > 0 && (
        <Part title={DOCS.errors}>
          {Object.entries(errors).map(([code, data]) => (
            <div key={code} className={styles.error}>
              <h4 className={styles.code}>{code}</h4>
              {data === true ? <p>{DOCS.withoutData}</p> : <Described schema={data} />}
            </div>
          ))}
        </Part>
      )}
      {isCall && (
        <Part title={DOCS.policy}>
          <dl className={styles.facts}>
            <dt>{DOCS.identity}</dt>
            <dd>{policy?.scope ? DOCS.identityNeeded(policy.scope) : DOCS.identityNotNeeded}</dd>
            <dt>{DOCS.rate}</dt>
            <dd>{policy?.rate ? DOCS.rateLimit(rateInWords(policy.rate)) : DOCS.noLimit}</dd>
            <dt>{DOCS.order}</dt>
            <dd>{orderInWords(policy?.order) ?? DOCS.noOrder}</dd>
            {policy?.concurrency && (
              <>
                <dt>{DOCS.atATime}</dt>
                <dd>{policy.concurrency}</dd>
              </>
            )}
            <dt>{DOCS.idempotent}</dt>
            <dd>{idempotentInWords(policy?.idempotent) ?? DOCS.no}</dd>
            <dt>{DOCS.deadline}</dt>
            <dd>{policy?.deadline ? DOCS.milliseconds(policy.deadline) : DOCS.serverDefault}</dd>
            <dt>{DOCS.largestPacket}</dt>
            <dd>{policy?.maxBytes ? formatSize(policy.maxBytes) : DOCS.serverDefault}</dd>
            <dt>{DOCS.overHttp}</dt>
            <dd>{policy?.http ? DOCS.httpCall(event) : DOCS.no}</dd>
          </dl>
        </Part>
      )}
      {spec.payload && (spec.examples ?? []).length > 0 && (
        <Part title={DOCS.examples}>
          {spec.examples?.map((example) => (
            <figure key={example.name} className={styles.example}>
              <figcaption>
                {example.name}
                {onExample && (
                  <Button
                    size="compact-xs"
                    variant="default"
                    leftSection={<FilePen size={12} aria-hidden />}
                    aria-label={DOCS.useExampleNamed(example.name)}
                    onClick={() => onExample(example)}
                  >
                    {DOCS.useExample}
                  </Button>
                )}
              </figcaption>
              <pre>{formatDraft(example.payload)}</pre>
            </figure>
          ))}
        </Part>
      )}
      {isCall && (
        <details className={styles.standard}>
          <summary>{DOCS.standardErrors}</summary>
          <dl className={styles.facts}>
            {Object.entries(ERROR_MESSAGES).map(([code, message]) => (
              <div key={code} className={styles.pair}>
                <dt>{code}</dt>
                <dd>{message}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }): ReactElement {
  return (
    <section className={styles.part}>
      <h3 className={styles.title}>{title}</h3>
      {children}
    </section>
  );
}

function Described({ schema }: { schema: Schema }): ReactElement {
  const described = payloadSchema(schema);
  if (!described) return <p>{DOCS.noJsonSchema}</p>;
  return (
    <ErrorBoundary fallbackRender={({ error }) => <p>{DOCS.schemaFailed((error as Error).message)}</p>}>
      <SchemaTable schema={described} />
    </ErrorBoundary>
  );
}
