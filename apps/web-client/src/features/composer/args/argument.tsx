import { SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { ArrowDown, ArrowUp, X } from 'lucide-react';
import type { KeyboardEvent, ReactElement, Ref } from 'react';
import { IconButton } from '../../../components/icon-button.tsx';
import { ARG_KINDS, type ArgDraft, type ArgKind, convertArg } from '../../../lib/args-draft.ts';
import { isJsonBytes } from '../../../lib/bytes.ts';
import type { Problem } from '../../../lib/variables.ts';
import { EDITORS } from '../../../texts/editors.ts';
import { BytesField } from '../form/bytes-field.tsx';
import { JsonEditor } from '../json/json-editor.tsx';
import type { JumpHandle } from '../problem-list.tsx';
import styles from './args.module.css';

const KINDS = ARG_KINDS.map((value) => ({ value, label: EDITORS.kinds[value] }));

export interface ArgumentProps {
  /** Of the JSON editor, while it is one. */
  readonly ref: Ref<JumpHandle>;
  readonly id: string;
  readonly label: string;
  readonly path: (string | number)[];
  readonly draftId: string;
  readonly arg: ArgDraft;
  readonly onArg: (arg: ArgDraft) => void;
  readonly onFieldProblem: (id: string, problem: Problem | undefined) => void;
  readonly onRemove: () => void;
  /** Left out for the only one. */
  readonly onMove: ((to: 'up' | 'down') => void) | undefined;
}

/** One argument of a message: its kind, its place, and the field for its kind. */
export function Argument(props: ArgumentProps): ReactElement {
  const { label, arg, onArg, onRemove, onMove } = props;
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = { ArrowUp: 'up', ArrowDown: 'down' }[event.key] as 'up' | 'down' | undefined;
    // In the JSON editor these keys move a line.
    if (!to || !event.altKey || event.defaultPrevented) return;
    event.preventDefault();
    onMove?.(to);
  };
  return (
    <li className={styles.argument} onKeyDown={onKeyDown}>
      <div className={styles.head}>
        <span className={styles.label}>{label}</span>
        <SegmentedControl
          size="xs"
          data={KINDS}
          aria-label={EDITORS.kindOf(label)}
          value={arg.kind}
          onChange={(kind) => onArg(convertArg(arg, kind as ArgKind))}
        />
        <span className={styles.buttons}>
          {onMove && (
            <>
              <IconButton label={EDITORS.moveUp(label)} icon={ArrowUp} onClick={() => onMove('up')} />
              <IconButton label={EDITORS.moveDown(label)} icon={ArrowDown} onClick={() => onMove('down')} />
            </>
          )}
          <IconButton label={EDITORS.remove(label)} icon={X} onClick={onRemove} />
        </span>
      </div>
      <ArgumentField {...props} />
    </li>
  );
}

function ArgumentField(props: ArgumentProps): ReactElement {
  const { ref, id, label, path, draftId, arg, onArg, onFieldProblem } = props;
  const { kind, text } = arg;
  const write = (next: string): void => onArg({ kind, text: next });
  if (kind === 'json')
    return (
      <div className={styles.json}>
        <JsonEditor ref={ref} label={label} text={text} onText={write} schema={undefined} />
      </div>
    );
  if (kind === 'binary')
    return (
      <BytesField
        fieldPathId={{ $id: id, path }}
        formData={text === '' ? undefined : { $bytes: text }}
        schema={{ title: EDITORS.binary(label) }}
        name={label}
        onChange={(value) => write(isJsonBytes(value) ? value.$bytes : '')}
        registry={{ formContext: { draftId, onFieldProblem } }}
      />
    );
  if (kind === 'number')
    return (
      <TextInput
        aria-label={label}
        inputMode="decimal"
        autoComplete="off"
        value={text}
        onChange={(event) => write(event.currentTarget.value)}
      />
    );
  return (
    <Textarea
      aria-label={label}
      autosize
      minRows={1}
      maxRows={16}
      value={text}
      onChange={(event) => write(event.currentTarget.value)}
    />
  );
}
