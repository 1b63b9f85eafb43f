import { ActionIcon, Menu } from '@mantine/core';
import { Check, Download, EllipsisVertical, Upload } from 'lucide-react';
import { type ReactElement, useRef } from 'react';
import { useLogPart, useSession } from '../../lib/console-session.ts';
import { LOG_CAPACITIES, storeLogCapacity } from '../../lib/log-capacity.ts';

export interface TimelineMenuProps {
  readonly onExport: () => void;
  readonly onImport: (file: File) => void;
}

/** What can be done with the timeline as a whole. */
export function TimelineMenu({ onExport, onImport }: TimelineMenuProps): ReactElement {
  const { log } = useSession();
  const capacity = useLogPart((snapshot) => snapshot.capacity);
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label="More for the timeline" title="More for the timeline">
            <EllipsisVertical size={15} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Download size={14} aria-hidden />} onClick={onExport}>
            Export…
          </Menu.Item>
          <Menu.Item leftSection={<Upload size={14} aria-hidden />} onClick={() => input.current?.click()}>
            Import a recording…
          </Menu.Item>
          <Menu.Divider />
          {LOG_CAPACITIES.map((rows) => (
            <Menu.Item
              key={rows}
              rightSection={rows === capacity && <Check size={13} aria-label="chosen" />}
              onClick={() => {
                storeLogCapacity(rows);
                log.setCapacity(rows);
              }}
            >
              Keep {rows.toLocaleString('en')} rows
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <input
        ref={input}
        type="file"
        hidden
        accept=".ndjson,.jsonl,.json,application/json,application/x-ndjson"
        aria-label="Recording to import"
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          // So that the same file can be picked again.
          currentTarget.value = '';
          if (file) onImport(file);
        }}
      />
    </>
  );
}
