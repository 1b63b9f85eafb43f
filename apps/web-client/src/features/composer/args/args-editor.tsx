import { EDITORS } from '../../../texts/editors.ts';
import '@mantine/core/styles/Checkbox.css';
import '@mantine/core/styles/FloatingIndicator.css';
import '@mantine/core/styles/SegmentedControl.css';
import { Button, Checkbox } from '@mantine/core';
import { Plus } from 'lucide-react';
import { type ReactElement, type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import ui from '../../../components/ui.module.css';
import type { ArgDraft, ArgsDraft } from '../../../lib/args-draft.ts';
import type { Problem } from '../../../lib/variables.ts';
import type { JumpHandle } from '../problem-list.tsx';
import styles from './args.module.css';
import { Argument } from './argument.tsx';

export interface ArgsEditorProps {
  readonly ref: Ref<JumpHandle>;
  /** Names the draft, so that texts which are no part of it yet are kept beside it. */
  readonly draftId: string;
  readonly draft: ArgsDraft;
  readonly onDraft: (draft: ArgsDraft) => void;
  /** Whether the message is a payload, which a contract's events have: one argument at most, and an acknowledgement. */
  readonly isPayload: boolean;
  /** Reports what a field holds that cannot be part of the draft yet. */
  readonly onFieldProblem: (id: string, problem: Problem | undefined) => void;
}

/** The control that gets the focus once the list has changed. */
interface NextFocus {
  readonly index: number;
  readonly control: 'up' | 'down' | 'remove' | 'editor';
}

const CONTROLS: Readonly<Record<NextFocus['control'], string>> = {
  up: '[aria-label$=" up"]',
  down: '[aria-label$=" down"]',
  remove: '[aria-label^="Remove"]',
  editor: '.cm-content, textarea, input:not([type="radio"])',
};

/** Writes the arguments of a message: adds, removes and reorders them. Alt+Up and Alt+Down move the one with the focus. */
export function ArgsEditor(props: ArgsEditorProps): ReactElement {
  const { ref, draftId, draft, onDraft, isPayload, onFieldProblem } = props;
  const { args, ack } = draft;
  const list = useRef<HTMLOListElement>(null);
  const add = useRef<HTMLButtonElement>(null);
  const editors = useRef<(JumpHandle | null)[]>([]);
  const [next, setNext] = useState<NextFocus>();

  const focus = (index: number, control: NextFocus['control']): void => {
    const item = list.current?.children[index];
    (item?.querySelector<HTMLElement>(CONTROLS[control]) ?? add.current)?.focus();
  };
  useEffect(() => {
    if (next) focus(next.index, next.control);
  }, [next]);
  useImperativeHandle(ref, () => ({
    jump: ([index, ...path]) => {
      const place = Number(index);
      const editor = editors.current[place];
      if (editor) editor.jump(path);
      else focus(place, 'editor');
    },
  }));

  const change = (changed: readonly ArgDraft[], then?: NextFocus): void => {
    onDraft({ args: changed, ack });
    if (then) setNext(then);
  };
  const move = (from: number, control: 'up' | 'down'): void => {
    const to = control === 'up' ? from - 1 : from + 1;
    const moved = args[from];
    if (!moved || to < 0 || to >= args.length) return;
    change(args.toSpliced(from, 1).toSpliced(to, 0, moved), { index: to, control });
  };

  return (
    <div className={styles.editor}>
      {args.length === 0 && <p className={ui.hint}>{isPayload ? EDITORS.noPayload : EDITORS.noArguments}</p>}
      <ol ref={list} className={styles.list} aria-label={EDITORS.arguments}>
        {args.map((arg, index) => (
          <Argument
            // An argument has no name but its place.
            key={index}
            ref={(handle: JumpHandle | null) => {
              editors.current[index] = handle;
            }}
            label={isPayload ? EDITORS.payload : EDITORS.argument(index + 1)}
            id={`argument_${index}`}
            path={[index]}
            draftId={draftId}
            arg={arg}
            onArg={(changed) => change(args.with(index, changed))}
            onFieldProblem={onFieldProblem}
            onRemove={() => change(args.toSpliced(index, 1), { index, control: 'remove' })}
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
            onClick={() =>
              change([...args, { kind: 'json', text: '{}' }], { index: args.length, control: 'editor' })
            }
          >
            {isPayload ? EDITORS.addPayload : EDITORS.addArgument}
          </Button>
        )}
        {!isPayload && (
          <Checkbox
            className={styles.ack}
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
