import { ActionIcon, Button, Menu } from '@mantine/core';
import { ChevronUp, Send, TriangleAlert } from 'lucide-react';
import { type ReactElement, type ReactNode, useId } from 'react';
import type { Problem } from '../../lib/variables.ts';
import { COMPOSER } from '../../texts/composer.ts';
import styles from './send-bar.module.css';
import { TimeoutInput } from './timeout-input.tsx';

export interface SendBarProps {
  readonly clientName: string;
  /** What fills, copies and keeps the draft, from the left. */
  readonly tools?: ReactNode;
  /** Whether an answer is waited for. */
  readonly ack: boolean;
  /** Sends again and again. */
  readonly repeat?: ReactNode;
  readonly problems: readonly Problem[];
  /** `anyway` sends what breaks the contract. */
  readonly onSend: (anyway?: boolean) => void;
  /** What came of it, below. */
  readonly children?: ReactNode;
}

/** Sends the draft. A blocked Send can still be focused and pressed: it says why and leads to the problems. */
export function SendBar(props: SendBarProps): ReactElement {
  const { clientName, tools, ack, repeat, problems, onSend, children } = props;
  const reasonId = useId();
  const blocked = problems.length > 0;
  const fatal = problems.some((problem) => problem.fatal);
  return (
    <footer className={styles.bar}>
      <div className={styles.controls}>
        <div className={styles.tools}>
          {tools}
          {ack && <TimeoutInput />}
          {repeat}
        </div>
        <div className={styles.send}>
          <Button
            className={styles.sendButton}
            aria-disabled={blocked || undefined}
            aria-describedby={blocked ? reasonId : undefined}
            data-blocked={blocked || undefined}
            title={COMPOSER.sendAs(clientName, sendKey())}
            leftSection={<Send size={14} aria-hidden />}
            onClick={() => onSend()}
          >
            {COMPOSER.sendButton}{' '}
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
                aria-label={COMPOSER.moreWays}
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
                {COMPOSER.sendAnyway}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </div>
      </div>
      <span id={reasonId} className="sb-hidden">
        {blocked && reasonOf(problems.length, fatal)}
      </span>
      {children}
    </footer>
  );
}

function reasonOf(count: number, fatal: boolean): string {
  if (fatal) return COMPOSER.blockedUnreadable;
  return COMPOSER.blocked(count);
}

/** The key that sends, as this machine's keyboard shows it. */
function sendKey(): string {
  return /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘ ↵' : 'Ctrl ↵';
}
