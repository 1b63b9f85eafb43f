import type { ReactElement } from 'react';

/** Text of the contract or of an explanation, in which names stand between backticks. */
export function MarkedText({ text }: { text: string }): ReactElement {
  const parts = text.split('`');
  return (
    <>
      {/* Every second part stood between backticks; the parts never change their order. */}
      {parts.map((part, index) => (index % 2 === 1 ? <code key={`${index} ${part}`}>{part}</code> : part))}
    </>
  );
}
