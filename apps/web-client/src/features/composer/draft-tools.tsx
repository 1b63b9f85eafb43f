import { Button, Menu } from '@mantine/core';
import type { Example, Schema } from '@switchboard/contract';
import { ChevronDown, Dices, FileText } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { DRAFT_NOTICE, formatDraft } from '../../drafts/drafts.ts';
import { formatPath } from '../../lib/at-path.ts';
import { errorMessage } from '../../lib/in-words.ts';
import { notify } from '../../lib/notice.ts';
import { COMPOSER } from '../../texts/composer.ts';

export interface DraftToolsProps {
  readonly schema: Schema;
  readonly examples: readonly Example[];
  /** The draft in its JSON form: the next generated payload is another one. */
  readonly current: unknown;
  readonly onExample: (example: Example) => void;
  readonly onFill: (text: string, what: string) => void;
}

/** Fills a draft: with an example of the contract, or a random payload that fits. */
export function DraftTools(props: DraftToolsProps): ReactElement {
  const { schema, examples, current, onExample, onFill } = props;
  const [busy, setBusy] = useState(false);
  const fail = (text: string): void => notify({ id: DRAFT_NOTICE, tone: 'bad', text });
  const generate = async (): Promise<void> => {
    setBusy(true);
    try {
      const { generatePayload } = await import('./generate-payload.ts');
      const generated = generatePayload(schema, { unlike: current });
      if (generated.ok) onFill(formatDraft(generated.json), COMPOSER.generated);
      else {
        const reasons = generated.issues.map(({ path, message }) => `${formatPath(path)}: ${message}`);
        fail(COMPOSER.notGenerated(reasons.join('; ')));
      }
    } catch (error) {
      fail(COMPOSER.generatorMissing(errorMessage(error)));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {examples.length > 0 && (
        <Menu position="top-start">
          <Menu.Target>
            <Button
              variant="default"
              title={COMPOSER.example}
              leftSection={<FileText size={14} aria-hidden />}
              rightSection={<ChevronDown size={13} aria-hidden />}
            >
              <span data-word>{COMPOSER.example}</span>
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
      )}
      <Button
        variant="default"
        title={COMPOSER.generateHint}
        leftSection={<Dices size={14} aria-hidden />}
        aria-busy={busy || undefined}
        onClick={() => void generate()}
      >
        <span data-word>{COMPOSER.generate}</span>
      </Button>
    </>
  );
}
