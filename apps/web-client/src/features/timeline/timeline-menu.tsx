import { Menu } from '@mantine/core';
import { Download, EllipsisVertical, Upload } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { IconButton } from '../../components/icon-button.tsx';
import { ImportButton } from '../../components/import-button.tsx';
import type { OpenRecording } from '../../recordings/opened-recording.ts';
import { MAX_RECORDING_BYTES } from '../../recordings/recording.ts';
import { useLogPart, useSession } from '../../session/console-session.ts';
import { keepsTimeline, setKeepsTimeline } from '../../session/kept-log.ts';
import { TIMELINE } from '../../texts/timeline.ts';
import { LOG_CAPACITIES, storeLogCapacity } from '../../traffic/traffic-log.ts';
import { useTimelineView } from './view-store.ts';

export interface TimelineMenuProps {
  readonly onExport: () => void;
  readonly onImport: (recording: OpenRecording) => void;
}

/** What can be done with the timeline as a whole. */
export function TimelineMenu({ onExport, onImport }: TimelineMenuProps): ReactElement {
  const { log } = useSession();
  const [keeps, setKeeps] = useState(keepsTimeline);
  const toggleKeeps = (next: boolean): void => {
    setKeeps(next);
    setKeepsTimeline(next);
  };
  const capacity = useLogPart((snapshot) => snapshot.capacity);
  const setCapacity = (rows: number): void => {
    storeLogCapacity(rows);
    log.setCapacity(rows);
  };
  const { wideRows, toggleWideRows } = useTimelineView();
  const read = async (text: string, name: string): Promise<void> => {
    const { readRecording } = await import('../../recordings/read-recording.ts');
    onImport(readRecording(name, text));
  };
  return (
    <ImportButton
      label={TIMELINE.file}
      accept=".ndjson,.jsonl,.json,application/json,application/x-ndjson"
      maxBytes={MAX_RECORDING_BYTES}
      onText={read}
    >
      {(pick) => (
        <Menu position="bottom-end">
          <Menu.Target>
            <IconButton label={TIMELINE.menu} icon={EllipsisVertical} />
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<Download size={14} aria-hidden />} onClick={onExport}>
              {TIMELINE.export}
            </Menu.Item>
            <Menu.Item leftSection={<Upload size={14} aria-hidden />} onClick={pick}>
              {TIMELINE.import}
            </Menu.Item>
            <Menu.Divider />
            <Menu.CheckboxItem closeMenuOnClick checked={wideRows} onChange={toggleWideRows}>
              {TIMELINE.wideRows}
            </Menu.CheckboxItem>
            <Menu.CheckboxItem closeMenuOnClick checked={keeps} onChange={toggleKeeps}>
              {TIMELINE.keepOverReload}
            </Menu.CheckboxItem>
            <Menu.Divider />
            <Menu.RadioGroup value={`${capacity}`} onChange={(rows) => setCapacity(Number(rows))}>
              {LOG_CAPACITIES.map((rows) => (
                <Menu.RadioItem key={rows} closeMenuOnClick value={`${rows}`}>
                  {TIMELINE.keepRows(rows)}
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Dropdown>
        </Menu>
      )}
    </ImportButton>
  );
}
