import { Button, Menu } from '@mantine/core';
import type { EventSpec, Example, Schema } from '@switchboard/contract';
import { ChevronDown, ClipboardPaste, Dices, FileText } from 'lucide-react';
import { type ReactElement, type ReactNode, useState } from 'react';
import type { NamedClient } from '../../clients/named-client.ts';
import { CopyMenu } from '../../components/copy-menu.tsx';
import { lazyDialog } from '../../components/lazy-part.tsx';
import { substitutePublic, useVariables } from '../../lib/variables.ts';
import { COMPOSER } from '../../texts/composer.ts';
import type { DraftCheck } from './check-draft.ts';
import type { Generated } from './generate-payload.ts';
import styles from './send-bar.module.css';

export const PasteDialog = lazyDialog(
  COMPOSER.paste,
  () => import('./paste/paste-dialog.tsx'),
  ({ PasteDialog }) => PasteDialog,
);

export interface DraftToolsProps {
  readonly event: string;
  readonly spec: EventSpec;
  readonly entry: NamedClient;
  readonly draft: DraftCheck;
  readonly onExample: (example: Example) => void;
  readonly onGenerated: (generated: Generated) => void;
  readonly onEvent: (event: string) => void;
  readonly actions?: ReactNode;
}

/** What fills a draft, and what carries it elsewhere. */
export function DraftTools(props: DraftToolsProps): ReactElement {
  const { event, spec, entry, draft, onExample, onGenerated, onEvent, actions } = props;
  const variables = useVariables();
  const [pasting, setPasting] = useState(false);
  const examples = spec.payload ? (spec.examples ?? []) : [];
  const payload = draft.json && substitutePublic(draft.json.value, variables);
  const message = draft.json || !spec.payload ? { event, payload, spec } : undefined;
  return (
    <>
      {examples.length > 0 && <ExampleMenu examples={examples} onExample={onExample} />}
      {spec.payload && (
        <GenerateButton schema={spec.payload} current={draft.json?.value} onGenerated={onGenerated} />
      )}
      <CopyMenu message={message} problem={COMPOSER.notJson} url={entry.link.url} path={entry.settings.path}>
        <Menu.Divider />
        <PasteItem onClick={() => setPasting(true)} />
      </CopyMenu>
      {actions}
      {pasting && (
        <PasteDialog
          contract={entry.link.contract}
          current={event}
          onEvent={onEvent}
          onClose={() => setPasting(false)}
        />
      )}
    </>
  );
}

/** Fills the draft with one of the contract's examples. */
function ExampleMenu({
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
          title={COMPOSER.example}
          leftSection={<FileText size={14} aria-hidden />}
          rightSection={<ChevronDown size={13} aria-hidden />}
        >
          <span className={styles.often}>{COMPOSER.example}</span>
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

interface GenerateButtonProps {
  readonly schema: Schema;
  /** The draft in its JSON form: the next payload is another one. */
  readonly current: unknown;
  readonly onGenerated: (generated: Generated) => void;
}

/** Makes a random payload that fits. The generator is loaded when it is first asked for. */
function GenerateButton({ schema, current, onGenerated }: GenerateButtonProps): ReactElement {
  const [busy, setBusy] = useState(false);
  const generate = async (): Promise<void> => {
    setBusy(true);
    try {
      const { generatePayload } = await import('./generate-payload.ts');
      onGenerated(generatePayload(schema, { unlike: current }));
    } catch (error) {
      const message = COMPOSER.generatorMissing(error instanceof Error ? error.message : String(error));
      onGenerated({ ok: false, issues: [{ path: [], message }] });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button
      variant="default"
      title={COMPOSER.generateHint}
      leftSection={<Dices size={14} aria-hidden />}
      aria-busy={busy || undefined}
      onClick={() => void generate()}
    >
      <span className={styles.often}>{COMPOSER.generate}</span>
    </Button>
  );
}

/** Opens the paste dialog from a menu. */
export function PasteItem({ onClick }: { onClick: () => void }): ReactElement {
  return (
    <Menu.Item leftSection={<ClipboardPaste size={13} aria-hidden />} onClick={onClick}>
      {COMPOSER.pasteItem}
    </Menu.Item>
  );
}
