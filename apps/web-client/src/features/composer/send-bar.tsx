import { ActionIcon, Button, Menu, NumberInput } from '@mantine/core';
import type { Example } from '@switchboard/contract';
import { ChevronDown, ChevronUp, Send, TriangleAlert } from 'lucide-react';
import { type ReactElement, type ReactNode, useId } from 'react';
import type { Problem } from './check-draft.ts';
import { OutcomeLine } from './outcome-line.tsx';
import styles from './send-bar.module.css';
import { sendKey } from './send-key.ts';
import { useTimeout } from './timeout-store.ts';
import type { Outcome } from './use-send.ts';

export interface SendBarProps {
  readonly clientName: string;
  readonly actions?: ReactNode;
  readonly examples: readonly Example[];
  readonly onExample: (payload: unknown) => void;
  readonly problems: readonly Problem[];
  /** `anyway` sends what breaks the contract. */
  readonly onSend: (anyway?: boolean) => void;
  readonly outcome: Outcome | undefined;
}

/** Sends the draft. A blocked Send can still be focused and pressed: it says why and leads to the problems. */
export function SendBar(props: SendBarProps): ReactElement {
  const { clientName, actions, examples, onExample, problems, onSend, outcome } = props;
  const { timeout, setTimeout } = useTimeout();
  const reasonId = useId();
  const blocked = problems.length > 0;
  const fatal = problems.some((problem) => problem.fatal);
  return (
    <footer className={styles.bar}>
      <OutcomeLine outcome={outcome} />
      <div className={styles.controls}>
        {examples.length > 0 && (
          <Menu position="top-start">
            <Menu.Target>
              <Button variant="default" rightSection={<ChevronDown size={13} aria-hidden />}>
                Example
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {examples.map(({ name, payload }) => (
                <Menu.Item key={name} onClick={() => onExample(payload)}>
                  {name}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
        {actions}
        <NumberInput
          aria-label="Timeout in milliseconds"
          className={styles.timeout}
          min={1}
          max={600_000}
          step={500}
          suffix=" ms"
          value={timeout}
          onChange={(value) => typeof value === 'number' && value > 0 && setTimeout(value)}
        />
        <span id={reasonId} className={styles.reason}>
          {blocked && (fatal ? 'Not JSON' : 'Not valid')}
        </span>
        <div className={styles.send}>
          <Button
            className={styles.sendButton}
            aria-disabled={blocked || undefined}
            aria-describedby={blocked ? reasonId : undefined}
            data-blocked={blocked || undefined}
            title={`Send as ${clientName} (${sendKey()})`}
            leftSection={<Send size={14} aria-hidden />}
            onClick={() => onSend()}
          >
            Send{' '}
            <kbd className={styles.key} aria-hidden>
              {sendKey()}
            </kbd>
          </Button>
          <Menu position="top-end">
            <Menu.Target>
              <ActionIcon
                variant="filled"
                color="accent"
                size={30}
                className={styles.more}
                aria-label="More ways to send"
              >
                <ChevronUp size={14} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                leftSection={<TriangleAlert size={13} aria-hidden />}
                disabled={fatal}
                onClick={() => onSend(true)}
              >
                Send anyway (invalid)
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </div>
      </div>
    </footer>
  );
}
