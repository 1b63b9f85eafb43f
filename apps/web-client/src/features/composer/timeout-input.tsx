import { TextInput } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { COMPOSER } from '../../texts/composer.ts';
import { isTimeout, MAX_TIMEOUT, useSendSettings } from './use-send.ts';

/** How long a send waits for its reply. A text that is no such time is marked, and given up when the field is left. */
export function TimeoutInput(): ReactElement {
  const timeout = useSendSettings((settings) => settings.timeout);
  const [text, setText] = useState<string>();
  return (
    <TextInput
      aria-label={COMPOSER.timeout}
      title={COMPOSER.timeoutHint(MAX_TIMEOUT)}
      w={78}
      inputMode="numeric"
      autoComplete="off"
      rightSection={COMPOSER.milliseconds}
      rightSectionWidth={24}
      value={text ?? timeout}
      error={text !== undefined && !isTimeout(Number(text))}
      onChange={({ currentTarget: { value } }) => {
        setText(value);
        if (isTimeout(Number(value))) useSendSettings.setState({ timeout: Number(value) });
      }}
      onBlur={() => setText(undefined)}
    />
  );
}
