import '@mantine/spotlight/styles.layer.css';
import { VisuallyHidden } from '@mantine/core';
import { createSpotlight, Spotlight, useSpotlight } from '@mantine/spotlight';
import { Search } from 'lucide-react';
import { type ReactElement, type Ref, useReducer, useState } from 'react';
import { PALETTE, SHELL } from '../../texts/shell.ts';

/** Something that the console can do. */
export interface Command {
  /** Unique among all. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly keys?: string;
  readonly run: () => void;
}

export interface CommandGroup {
  readonly name: string;
  readonly commands: readonly Command[];
}

export interface PaletteProps {
  readonly searchRef?: Ref<HTMLInputElement>;
  readonly groups: readonly CommandGroup[];
}

/** A scrolling region needs focus to be scrolled by key. For the list's ScrollArea, of which its types say nothing. */
const SCROLLS_BY_KEY: object = { viewportProps: { tabIndex: 0 } };

const [store, { open, close }] = createSpotlight();

export const palette = { open, close };

export function usePaletteOpened(): boolean {
  return useSpotlight(store).opened;
}

/** Finds a command by its words and runs it. */
export function Palette({ searchRef, groups }: PaletteProps): ReactElement {
  const [query, setQuery] = useState('');
  // The store notifies nobody of an arrow key.
  const [, look] = useReducer((times: number) => times + 1, 0);
  const found = filterCommands(groups, query);
  return (
    <Spotlight.Root
      store={store}
      shortcut={null}
      query={query}
      onQueryChange={setQuery}
      scrollable
      maxHeight={420}
      attributes={{ content: { 'aria-label': SHELL.palette } }}
      overlayProps={{ blur: 0 }}
      transitionProps={{ duration: 0 }}
    >
      <Spotlight.Search
        ref={searchRef}
        aria-label={PALETTE.find}
        placeholder={PALETTE.findHelp}
        leftSection={<Search size={16} aria-hidden />}
        size="md"
        onKeyUp={look}
      />
      <Picked found={found} />
      <Spotlight.ActionsList {...SCROLLS_BY_KEY}>
        {found.map(({ name, commands }) => (
          <Spotlight.ActionsGroup key={name} label={name}>
            {commands.map(({ id, label, description, keys, run }) => (
              <Spotlight.Action
                key={id}
                label={label}
                description={description ?? ''}
                // Mantine makes it too pale on the picked command.
                styles={{ actionDescription: { opacity: 1 } }}
                rightSection={keys && <kbd>{keys}</kbd>}
                onClick={run}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {found.length === 0 && <Spotlight.Empty>{PALETTE.none(query)}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

/** Says which command is picked: the focus stays in the search field, so a screen reader would not hear it. */
function Picked({ found }: { found: readonly CommandGroup[] }): ReactElement {
  const { selected } = useSpotlight(store);
  const commands = found.flatMap((group) => group.commands);
  const command = commands[selected];
  return (
    <VisuallyHidden role="status">
      {command ? PALETTE.picked(command.label, selected + 1, commands.length) : PALETTE.all(commands.length)}
    </VisuallyHidden>
  );
}

/** The commands that have every word of the query, in their label, description or group; those with it in the label first. */
export function filterCommands(groups: readonly CommandGroup[], query: string): CommandGroup[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const has = (text: string): boolean => words.every((word) => text.toLowerCase().includes(word));
  const rank = ({ label }: Command): number => (has(label) ? 0 : 1);
  return groups
    .map(({ name, commands }) => ({
      name,
      commands: commands
        .filter(({ label, description = '' }) => has(`${label} ${description} ${name}`))
        .toSorted((one, other) => rank(one) - rank(other)),
    }))
    .filter(({ commands }) => commands.length > 0)
    .sort(({ commands: [one] }, { commands: [other] }) => (one && other ? rank(one) - rank(other) : 0));
}
