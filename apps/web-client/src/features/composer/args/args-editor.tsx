import '@mantine/core/styles/Checkbox.layer.css';
import '@mantine/core/styles/FloatingIndicator.layer.css';
import '@mantine/core/styles/SegmentedControl.layer.css';
import { Button, Checkbox, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import {
  type ChangeEvent,
  type KeyboardEvent,
  type ReactElement,
  type Ref,
  useImperativeHandle,
  useRef,
} from 'react';
import { flushSync } from 'react-dom';
import { IconButton } from '../../../components/icon-button.tsx';
import ui from '../../../components/ui.module.css';
import {
  ARG_KINDS,
  type ArgDraft,
  type ArgKind,
  type ArgsDraft,
  atArgument,
  namesBytes,
  newArg,
  switchKind,
} from '../../../drafts/args-draft.ts';
import { namesVariable } from '../../../drafts/variables.ts';
import { isJsonBytes } from '../../../lib/bytes.ts';
import { newId } from '../../../lib/storage.ts';
import { EDITORS } from '../../../texts/editors.ts';
import type { Editing } from '../composer-frame.tsx';
import { BytesField } from '../form/bytes-field.tsx';
import { moveTexts } from '../form/field-text.ts';
import { JsonEditor } from '../json/json-editor.tsx';
import type { JumpHandle } from '../problem-list.tsx';

export interface ArgsEditorProps extends Pick<Editing, 'onFieldProblem'> {
  readonly ref: Ref<JumpHandle>;
  /** Names the draft, so that texts which are no part of it yet are kept beside it. */
  readonly draftId: string;
  readonly draft: ArgsDraft;
  readonly onDraft: (draft: ArgsDraft) => void;
  /** Whether the message is a payload, which a contract's events have: one argument at most, and an acknowledgement. */
  readonly isPayload?: boolean;
  /** Whether the arguments are an answer, which is not acknowledged. */
  readonly isAnswer?: boolean;
}

type Control = 'up' | 'down' | 'remove' | 'editor';

const CONTROLS: Readonly<Record<Control, string>> = {
  up: '[data-control="up"]',
  down: '[data-control="down"]',
  remove: '[data-control="remove"]',
  editor: '.cm-content, textarea, input:not([type="radio"])',
};

/** Writes the arguments of a message: adds, removes and reorders them. Alt+Up and Alt+Down move the one with the focus. */
export function ArgsEditor(props: ArgsEditorProps): ReactElement {
  const { ref, draftId, draft, onDraft, isPayload = false, isAnswer = false, onFieldProblem } = props;
  const { args, ack } = draft;
  const list = useRef<HTMLOListElement>(null);
  const add = useRef<HTMLButtonElement>(null);
  const editors = useRef<(JumpHandle | null)[]>([]);
  /** Names the arguments, which have no name but their place, while they change places. */
  const names = useRef<readonly string[]>([]);
  if (names.current.length !== args.length) names.current = args.map(() => newId());

  const focus = (index: number, control: Control): void => {
    const item = list.current?.children[index];
    (item?.querySelector<HTMLElement>(CONTROLS[control]) ?? add.current)?.focus();
  };
  useImperativeHandle(ref, () => ({
    jump: ([index, ...path]) => {
      const place = Number(index);
      const editor = editors.current[place];
      if (editor) editor.jump(path);
      else focus(place, 'editor');
    },
  }));

  /**
   * Changes the list: `from` has, for each place, where its argument was before, or -1 for a new one. Then gives the focus to a
   * control of what is at `index`.
   */
  const change = (from: readonly number[], index: number, control: Control): void => {
    names.current = from.map((place) => names.current[place] ?? newId());
    moveTexts(draftId, [], from);
    flushSync(() => onDraft({ args: from.map((place) => args[place] ?? newArg('json')), ack }));
    focus(index, control);
  };
  const places = [...args.keys()];
  const move = (from: number, control: 'up' | 'down'): void => {
    const to = control === 'up' ? from - 1 : from + 1;
    if (to < 0 || to >= args.length) return;
    change(places.toSpliced(from, 1).toSpliced(to, 0, from), to, control);
  };

  return (
    <div className={ui.form}>
      {args.length === 0 && <p className={ui.hint}>{isPayload ? EDITORS.noPayload : EDITORS.noArguments}</p>}
      <ol ref={list} className={ui.stack} aria-label={EDITORS.arguments}>
        {args.map((arg, index) => (
          <Argument
            key={names.current[index]}
            ref={(handle: JumpHandle | null) => {
              editors.current[index] = handle;
            }}
            label={isPayload && args.length === 1 ? EDITORS.payload : EDITORS.argument(index + 1)}
            index={index}
            draftId={draftId}
            arg={arg}
            onArg={(changed) => onDraft({ args: args.with(index, changed), ack })}
            isPayload={isPayload}
            onFieldProblem={onFieldProblem}
            onRemove={() => change(places.toSpliced(index, 1), index, 'remove')}
            onMove={args.length > 1 ? (control) => move(index, control) : undefined}
          />
        ))}
      </ol>
      <div className={ui.bar}>
        {(!isPayload || args.length === 0) && (
          <Button
            ref={add}
            variant="default"
            leftSection={<Plus size={13} aria-hidden />}
            onClick={() => change([...places, -1], args.length, 'editor')}
          >
            {isPayload ? EDITORS.addPayload : EDITORS.addArgument}
          </Button>
        )}
        {!isPayload && !isAnswer && (
          <Checkbox
            ml={8}
            label={EDITORS.acknowledgement}
            description={EDITORS.acknowledgementHint}
            checked={ack}
            onChange={({ currentTarget }) => onDraft({ args, ack: currentTarget.checked })}
          />
        )}
      </div>
    </div>
  );
}

const KINDS = ARG_KINDS.map((value) => ({ value, label: EDITORS.kinds[value] }));

/** Seldom needed, so it is offered only where there may be binary within JSON. */
function mayBeMixed({ kind, text }: ArgDraft): boolean {
  return kind === 'mixed' || (kind === 'json' && (namesBytes(text) || namesVariable(text)));
}

interface ArgumentProps extends Pick<Editing, 'onFieldProblem'> {
  /** Of the JSON editor, while it is one. */
  readonly ref: Ref<JumpHandle>;
  readonly index: number;
  readonly label: string;
  readonly draftId: string;
  readonly arg: ArgDraft;
  readonly isPayload: boolean;
  readonly onArg: (arg: ArgDraft) => void;
  readonly onRemove: () => void;
  /** Left out for the only one. */
  readonly onMove: ((to: 'up' | 'down') => void) | undefined;
}

/** One argument of a message: its kind, its place, and the field for its kind. */
function Argument(props: ArgumentProps): ReactElement {
  const { label, arg, onArg, onRemove, onMove } = props;
  /** What it was in other kinds. */
  const before = useRef<readonly ArgDraft[]>([]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = { ArrowUp: 'up', ArrowDown: 'down' }[event.key] as 'up' | 'down' | undefined;
    // In the JSON editor these keys move a line.
    if (!to || !event.altKey || event.defaultPrevented) return;
    event.preventDefault();
    onMove?.(to);
  };
  return (
    <li className={`${ui.card} ${ui.stack}`} onKeyDown={onKeyDown}>
      <div className={ui.bar}>
        <span className={ui.small}>{label}</span>
        <SegmentedControl
          size="xs"
          style={{ overflowX: 'auto' }}
          data={KINDS.filter(({ value }) => value !== 'mixed' || mayBeMixed(arg))}
          aria-label={EDITORS.kindOf(label)}
          value={arg.kind}
          onChange={(kind) => {
            before.current = switchKind(arg, kind as ArgKind, before.current);
            onArg(before.current.at(-1) ?? arg);
          }}
        />
        <span style={{ marginLeft: 'auto' }}>
          {onMove && (
            <>
              <IconButton
                data-control="up"
                label={EDITORS.moveUp(label)}
                icon={ArrowUp}
                onClick={() => onMove('up')}
              />
              <IconButton
                data-control="down"
                label={EDITORS.moveDown(label)}
                icon={ArrowDown}
                onClick={() => onMove('down')}
              />
            </>
          )}
          <IconButton data-control="remove" label={EDITORS.remove(label)} icon={X} onClick={onRemove} />
        </span>
      </div>
      <ArgumentField {...props} />
    </li>
  );
}

function ArgumentField(props: ArgumentProps): ReactElement {
  const { ref, index, label, draftId, arg, isPayload, onArg, onFieldProblem } = props;
  const { kind, text } = arg;
  const write = (next: string): void => onArg({ kind, text: next });
  if (kind === 'json' || kind === 'mixed')
    return (
      <div style={{ height: 150, overflow: 'hidden', resize: 'vertical' }}>
        <JsonEditor ref={ref} label={label} text={text} onText={write} schema={undefined} />
      </div>
    );
  if (kind === 'binary')
    return (
      <BytesField
        fieldPathId={{ $id: `argument_${index}`, path: [index] }}
        formData={text === '' ? undefined : { $bytes: text }}
        schema={{ title: EDITORS.binary(label) }}
        name={label}
        onChange={(value) => write(isJsonBytes(value) ? value.$bytes : '')}
        registry={{
          formContext: {
            draftId,
            onFieldProblem: (name, problem) =>
              onFieldProblem(name, problem && atArgument({ ...problem, path: [] }, index, isPayload)),
          },
        }}
      />
    );
  const input = {
    'aria-label': label,
    value: text,
    onChange: ({ currentTarget }: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      write(currentTarget.value),
  };
  return kind === 'number' ? (
    <TextInput {...input} inputMode="decimal" autoComplete="off" />
  ) : (
    <Textarea {...input} autosize minRows={1} maxRows={16} />
  );
}
