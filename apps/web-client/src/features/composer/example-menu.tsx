import { Button, Menu } from '@mantine/core';
import type { Example } from '@switchboard/contract';
import { ChevronDown, FileText } from 'lucide-react';
import type { ReactElement } from 'react';
import styles from './send-bar.module.css';

/** Fills the draft with one of the contract's examples. */
export function ExampleMenu({
  examples,
  onExample,
}: {
  examples: readonly Example[];
  onExample: (example: Example) => void;
}): ReactElement {
  return (
    <Menu position="top-start">
      <Menu.Target>
        <Button
          variant="default"
          title="Example"
          leftSection={<FileText size={14} aria-hidden />}
          rightSection={<ChevronDown size={13} aria-hidden />}
        >
          <span className={styles.often}>Example</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {examples.map((example) => (
          <Menu.Item key={example.name} onClick={() => onExample(example)}>
            {example.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
