import type { ReactElement } from 'react';
import type { SectionProps } from './section-props.ts';
import { SocketList } from './socket-list.tsx';

/** All sockets of the main namespace. */
export function SocketsSection(props: SectionProps): ReactElement {
  return (
    <SocketList
      {...props}
      label="Sockets"
      ask={(query, signal) => props.client.call('admin:sockets', query, { signal })}
      empty="No socket is connected."
    />
  );
}
