import { Box, Button, Menu } from '@mantine/core';
import { ChevronDown, Copy, Eye, EyeOff } from 'lucide-react';
import { type ReactElement, type ReactNode, useState } from 'react';
import {
  type CopyableMessage,
  copyAsCurl,
  copyAsJson,
  copyAsTypeScript,
  curlProblem,
  withoutSecrets,
} from '../drafts/copy-as.ts';
import { COPY } from '../texts/composer.ts';
import { copy } from './copy.tsx';
import { MarkedText } from './marked-text.tsx';
import ui from './ui.module.css';

export interface CopyMenuProps {
  /** What is copied, its payload in its JSON form; left out while there is nothing, with the reason in `problem`. */
  readonly message?: CopyableMessage | undefined;
  readonly problem?: string | undefined;
  /** The server's address, with the namespace. */
  readonly url: string;
  /** Of Socket.IO. @default that of the server of this page */
  readonly path?: string | undefined;
  /** `receive` for what the server sent: there is no call to copy, only JSON. */
  readonly direction?: 'send' | 'receive';
  /** Whether secrets are on the screen already: then they are copied too. */
  readonly revealed?: boolean;
  /** Of the button, in a bar of small ones. */
  readonly size?: 'compact-xs';
  readonly children?: ReactNode;
}

/** Copies a message as TypeScript, curl or JSON; its secrets only on request. */
export function CopyMenu(props: CopyMenuProps): ReactElement {
  const { size } = props;
  const icon = size ? 12 : 14;
  return (
    <Menu position="top-start">
      <Menu.Target>
        <Button
          variant="default"
          {...(size && { size })}
          title={COPY.copyAs}
          leftSection={<Copy size={icon} aria-hidden />}
          rightSection={<ChevronDown size={icon} aria-hidden />}
        >
          <span data-word>{COPY.copyAs}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown maw={300}>
        <CopyItems {...props} />
      </Menu.Dropdown>
    </Menu>
  );
}

/** Rendered, and the secrets looked for, only while the menu is open. */
function CopyItems(props: CopyMenuProps): ReactElement {
  const { message, problem, url, path, direction = 'send', revealed = false, children } = props;
  const [withSecrets, setWithSecrets] = useState(false);
  const safe = message && withoutSecrets(message);
  const source = revealed || withSecrets ? message : safe;
  const item = (
    name: string,
    write: (source: CopyableMessage) => string,
    why?: string | undefined,
  ): ReactElement => {
    const reason = source ? why : problem;
    return (
      <Menu.Item
        aria-disabled={reason !== undefined || undefined}
        closeMenuOnClick={reason === undefined}
        onClick={() => source && reason === undefined && void copy(write(source), COPY.as(name))}
      >
        {name}
        {reason !== undefined && (
          <Box component="span" display="block" className={ui.hint ?? ''}>
            <MarkedText text={reason} />
          </Box>
        )}
      </Menu.Item>
    );
  };
  return (
    <>
      {direction === 'send' && item(COPY.typeScript, (from) => copyAsTypeScript(from, { url, path }))}
      {direction === 'send' &&
        item(COPY.curl, (from) => copyAsCurl(from, { url, path }), message && curlProblem(message))}
      {item(COPY.json, copyAsJson)}
      {safe !== message && !revealed && (
        <Menu.Item
          role="menuitemcheckbox"
          aria-checked={withSecrets}
          closeMenuOnClick={false}
          leftSection={withSecrets ? <Eye size={13} aria-hidden /> : <EyeOff size={13} aria-hidden />}
          onClick={() => setWithSecrets(!withSecrets)}
        >
          {withSecrets ? COPY.withSecrets : COPY.withoutSecrets}
        </Menu.Item>
      )}
      {children}
    </>
  );
}
