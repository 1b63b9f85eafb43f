import { ActionIcon, Menu } from '@mantine/core';
import { Check, Download, EllipsisVertical, Upload } from 'lucide-react';
import { type ReactElement, type ReactNode, useState } from 'react';
import { ImportButton } from '../../components/import-button.tsx';
import { useLogPart, useSession } from '../../lib/console-session.ts';
import { keepsTimeline, setKeepsTimeline } from '../../lib/kept-log.ts';
import type { OpenRecording } from '../../lib/opened-recording.ts';
import { LOG_CAPACITIES, storeLogCapacity } from '../../lib/traffic-log.ts';
import { TIMELINE } from '../../texts/timeline.ts';
import { useTimelineView } from './view-store.ts';

export interface TimelineMenuProps {
  readonly onExport: () => void;
  readonly onImport: (recording: OpenRecording) => void;
}

const MAX_BYTES = 256 * 1_024 * 1_024;

/** What can be done with the timeline as a whole. */
export function TimelineMenu({ onExport, onImport }: TimelineMenuProps): ReactElement {
  const { log } = useSession();
  const [keeps, setKeeps] = useState(keepsTimeline);
  const toggleKeeps = (): void => {
    setKeeps(!keeps);
    setKeepsTimeline(!keeps);
  };
  const capacity = useLogPart((snapshot) => snapshot.capacity);
  const { wideRows, toggleWideRows } = useTimelineView();
  const read = async (text: string, name: string): Promise<void> => {
    const { readRecording } = await import('../../lib/read-recording.ts');
    onImport(readRecording(name, text));
  };
  return (
    <ImportButton
      label={TIMELINE.file}
      accept=".ndjson,.jsonl,.json,application/json,application/x-ndjson"
      maxBytes={MAX_BYTES}
      onText={read}
    >
      {(pick) => (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label={TIMELINE.menu} title={TIMELINE.menu}>
              <EllipsisVertical size={15} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<Download size={14} aria-hidden />} onClick={onExport}>
              {TIMELINE.export}
            </Menu.Item>
            <Menu.Item leftSection={<Upload size={14} aria-hidden />} onClick={pick}>
              {TIMELINE.import}
            </Menu.Item>
            <Menu.Divider />
            <Chosen chosen={wideRows} onClick={toggleWideRows}>
              {TIMELINE.wideRows}
            </Chosen>
            <Chosen chosen={keeps} onClick={toggleKeeps}>
              {TIMELINE.keepOverReload}
            </Chosen>
            <Menu.Divider />
            {LOG_CAPACITIES.map((rows) => (
              <Chosen
                key={rows}
                chosen={rows === capacity}
                onClick={() => {
                  storeLogCapacity(rows);
                  log.setCapacity(rows);
                }}
              >
                {TIMELINE.keepRows(rows)}
              </Chosen>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </ImportButton>
  );
}

interface ChosenProps {
  readonly chosen: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function Chosen({ chosen, onClick, children }: ChosenProps): ReactElement {
  return (
    <Menu.Item rightSection={chosen && <Check size={13} aria-label={TIMELINE.chosen} />} onClick={onClick}>
      {children}
    </Menu.Item>
  );
}
