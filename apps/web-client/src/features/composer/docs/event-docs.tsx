import '@mantine/core/styles/Table.layer.css';
import { Table } from '@mantine/core';
import {
  ERROR_MESSAGES,
  type EventSpec,
  type Example,
  type Policy,
  type Schema,
  type ServerEventSpec,
  toJson,
} from '@switchboard/contract';
import { FilePen } from 'lucide-react';
import { Fragment, type ReactElement, type ReactNode } from 'react';
import { Badge } from '../../../components/badge.tsx';
import { Failing } from '../../../components/failing.tsx';
import { SmallButton } from '../../../components/small-button.tsx';
import ui from '../../../components/ui.module.css';
import { type JsonSchema, payloadSchema } from '../../../contract/payload-schema.ts';
import { formatSize } from '../../../lib/bytes.ts';
import { DOCS } from '../../../texts/editors.ts';
import { describeType, schemaRows } from './schema-rows.ts';

export interface EventDocsProps {
  readonly event: string;
  readonly spec: EventSpec | ServerEventSpec;
  /** Puts an example into the draft; left out where there is none. */
  readonly onExample?: (example: Example) => void;
}

/** All that the contract says of an event, for reading. */
export function EventDocs({ event, spec, onExample }: EventDocsProps): ReactElement {
  const isCall = 'response' in spec || 'errors' in spec || 'policy' in spec;
  const { response, errors = {}, policy = {} }: Partial<EventSpec> = spec;
  const examples = (spec.payload && spec.examples) ?? [];
  return (
    <div className={ui.form}>
      {spec.deprecated && <p className={ui.note}>{DOCS.deprecated}</p>}
      <Part title={DOCS.payload}>
        {spec.payload ? <Described schema={spec.payload} /> : <p>{DOCS.none}</p>}
      </Part>
      {isCall && (
        <Part title={DOCS.response}>{response ? <Described schema={response} /> : <p>{DOCS.noData}</p>}</Part>
      )}
      {Object.keys(errors).length > 0 && (
        <Part title={DOCS.errors}>
          {Object.entries(errors).map(([code, data]) => (
            <div key={code}>
              <h4 className={`${ui.mono} ${ui.bad}`}>{code}</h4>
              {data === true ? <p>{DOCS.withoutData}</p> : <Described schema={data} />}
            </div>
          ))}
        </Part>
      )}
      {isCall && (
        <Part title={DOCS.policy}>
          <Facts facts={factsOf(event, policy)} />
        </Part>
      )}
      {examples.length > 0 && (
        <Part title={DOCS.examples}>
          {examples.map((example) => (
            <figure key={example.name} className={ui.stack}>
              <figcaption className={ui.bar}>
                <span className={ui.grow}>{example.name}</span>
                {onExample && (
                  <SmallButton
                    icon={FilePen}
                    aria-label={DOCS.useExampleNamed(example.name)}
                    onClick={() => onExample(example)}
                  >
                    {DOCS.useExample}
                  </SmallButton>
                )}
              </figcaption>
              <pre className={ui.code}>{JSON.stringify(toJson(example.payload), null, 2)}</pre>
            </figure>
          ))}
        </Part>
      )}
      {isCall && (
        <details>
          <summary className={ui.dim}>{DOCS.standardErrors}</summary>
          <Facts facts={ERROR_MESSAGES} />
        </details>
      )}
    </div>
  );
}

function factsOf(event: string, policy: Policy): Readonly<Record<string, string | number>> {
  const { scope, rate, order = 'none', concurrency, idempotent, deadline, maxBytes, http } = policy;
  const rateLimit = scope ? DOCS.rateOfIdentity : DOCS.rateOfAddress;
  const window = typeof idempotent === 'object' ? idempotent.window : undefined;
  return {
    [DOCS.identity]: scope ? DOCS.identityNeeded(scope) : DOCS.identityNotNeeded,
    [DOCS.rate]: rate ? rateLimit(rate) : DOCS.noLimit,
    [DOCS.order]: typeof order === 'string' ? DOCS.orders[order] : DOCS.orderedBy(order.key),
    ...(concurrency && { [DOCS.atATime]: concurrency }),
    [DOCS.idempotent]: idempotent ? DOCS.repeated(window) : DOCS.no,
    [DOCS.deadline]: deadline ? DOCS.milliseconds(deadline) : DOCS.serverDefault,
    [DOCS.largestPacket]: maxBytes ? formatSize(maxBytes) : DOCS.serverDefault,
    [DOCS.overHttp]: http ? DOCS.httpCall(event) : DOCS.no,
  };
}

function Facts({ facts }: { facts: Readonly<Record<string, string | number>> }): ReactElement {
  return (
    <dl className={ui.facts}>
      {Object.entries(facts).map(([name, fact]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{fact}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }): ReactElement {
  return (
    <section className={ui.stack}>
      <h3 className={ui.title}>{title}</h3>
      {children}
    </section>
  );
}

function Described({ schema }: { schema: Schema }): ReactElement {
  const described = payloadSchema(schema);
  if (!described) return <p>{DOCS.noJsonSchema}</p>;
  return (
    <Failing text={DOCS.schemaFailed}>
      <SchemaTable schema={described} />
    </Failing>
  );
}

/** In CSS pixels, of what stands in no other. */
const INDENT = 6;

/** A schema as a tree in rows: name, type with its limits, and what it is for; parts below their whole. */
function SchemaTable({ schema }: { schema: JsonSchema }): ReactElement {
  const rows = schemaRows(schema);
  if (rows.length === 0) return <p>{describeType(schema)}</p>;
  return (
    <Table verticalSpacing={4} horizontalSpacing={INDENT} fz="var(--sb-small)">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{DOCS.field}</Table.Th>
          <Table.Th scope="col">{DOCS.type}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody style={{ verticalAlign: 'top' }}>
        {rows.map(({ key, depth, name, type, optional, deprecated, secret, description }) => (
          <Table.Tr key={key}>
            <Table.Th
              scope="row"
              style={{ paddingInlineStart: `${INDENT + depth * 16}px`, whiteSpace: 'nowrap' }}
            >
              <code style={deprecated ? { textDecoration: 'line-through' } : {}}>{name}</code>{' '}
              {optional && (
                <span className={ui.dim} style={{ fontWeight: 400 }}>
                  {DOCS.optional}
                </span>
              )}
            </Table.Th>
            <Table.Td w="68%" style={{ overflowWrap: 'anywhere' }}>
              {type} {deprecated && <Badge tone="warn">{DOCS.deprecatedField}</Badge>}{' '}
              {secret && <Badge>{DOCS.secret}</Badge>}
              {description && <div className={ui.dim}>{description}</div>}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
