import { Menu } from '@mantine/core';
import type { EventSpec, Example } from '@switchboard/contract';
import { ClipboardPaste } from 'lucide-react';
import { lazy, type ReactElement, type ReactNode, Suspense, useState } from 'react';
import { CopyMenu } from '../../components/copy-menu.tsx';
import type { Generated } from '../../lib/generate/generate-payload.ts';
import { substitutePublic, useVariables } from '../../lib/variables.ts';
import type { DraftCheck } from './check-draft.ts';
import { ExampleMenu } from './example-menu.tsx';
import { GenerateButton } from './generate-button.tsx';

const PasteDialog = lazy(async () => ({ default: (await import('./paste/paste-dialog.tsx')).PasteDialog }));

export interface ComposerToolsProps {
  readonly event: string;
  readonly spec: EventSpec;
  readonly url: string;
  readonly draft: DraftCheck;
  readonly onExample: (example: Example) => void;
  readonly onGenerated: (generated: Generated) => void;
  readonly onEvent: (event: string) => void;
  readonly actions?: ReactNode;
}

/** What fills a draft, and what carries it elsewhere. */
export function ComposerTools(props: ComposerToolsProps): ReactElement {
  const { event, spec, url, draft, onExample, onGenerated, onEvent, actions } = props;
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
      <CopyMenu message={message} problem="The draft is not JSON." url={url}>
        <Menu.Divider />
        <Menu.Item leftSection={<ClipboardPaste size={13} aria-hidden />} onClick={() => setPasting(true)}>
          Paste…
        </Menu.Item>
      </CopyMenu>
      {actions}
      {pasting && (
        <Suspense fallback={null}>
          <PasteDialog current={event} onEvent={onEvent} onClose={() => setPasting(false)} />
        </Suspense>
      )}
    </>
  );
}
