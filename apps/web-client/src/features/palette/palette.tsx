import '@mantine/spotlight/styles.layer.css';
import { VisuallyHidden } from '@mantine/core';
import { createSpotlight, Spotlight, useSpotlight } from '@mantine/spotlight';
import { Search } from 'lucide-react';
import { type ReactElement, type Ref, useEffect, useReducer, useState } from 'react';
import { PALETTE, SHELL } from '../../texts/shell.ts';
import { type CommandGroup, filterCommands } from './commands.ts';

export interface PaletteProps {
  /** Where the words are typed, while it is open. */
  readonly searchRef?: Ref<HTMLInputElement>;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly groups: readonly CommandGroup[];
}

/** A scrolling region needs focus to be scrolled by key. For the list's ScrollArea, of which its types say nothing. */
const SCROLLS_BY_KEY: object = { viewportProps: { tabIndex: 0 } };

const [store, { open, close }] = createSpotlight();

/** Finds a command by its words and runs it. */
export function Palette({ searchRef, opened, onClose, groups }: PaletteProps): ReactElement {
  const [query, setQuery] = useState('');
  // The store notifies nobody of an arrow key.
  const [, look] = useReducer((times: number) => times + 1, 0);
  const found = filterCommands(groups, query);
  useEffect(() => {
    if (opened) open();
    else close();
  }, [opened]);
  return (
    <Spotlight.Root
      store={store}
      shortcut={null}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={onClose}
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
