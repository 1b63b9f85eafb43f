import { Group, Modal } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { PARTS } from '../texts/shell.ts';
import ui from './ui.module.css';

export interface DialogProps {
  readonly title: string;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly closeLabel?: string;
  readonly size?: string;
  readonly fullScreen?: boolean;
  readonly children: ReactNode;
}

/** A modal dialog. Its title bar is no `header` element, which would be a second banner of the page. */
export function Dialog(props: DialogProps): ReactElement {
  const {
    title,
    opened,
    onClose,
    closeLabel = PARTS.close,
    size = 'md',
    fullScreen = false,
    children,
  } = props;
  return (
    <Modal.Root opened={opened} onClose={onClose} size={size} fullScreen={fullScreen}>
      <Modal.Overlay />
      <Modal.Content>
        <Group justify="space-between" wrap="nowrap" px="md" pt="sm" pb="xs">
          <Modal.Title className={ui.title ?? ''}>{title}</Modal.Title>
          <Modal.CloseButton aria-label={closeLabel} />
        </Group>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
