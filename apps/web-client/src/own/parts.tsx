import type { ConsoleParts } from '../app/parts.ts';
import { lazyPart } from '../components/lazy-part.tsx';
import { useSession } from '../session/console-session.ts';
import { OWN, OWN_ADMIN, OWN_CLIENTS } from './contracts.ts';
import { FirstRunHint } from './first-run/first-run-hint.tsx';
import { useSample } from './first-run/sample-traffic.ts';
import { QuickStart } from './quick-start/quick-start.tsx';
import { ADMIN, SAMPLE } from './texts.ts';

const AdminPanel = lazyPart(ADMIN.panel, () => import('./admin/admin-panel.tsx'), 'AdminPanel');

/** What the console of our own server has besides. */
export const ownParts: ConsoleParts = {
  contracts: [OWN, OWN_ADMIN],
  firstClients: OWN_CLIENTS,
  QuickStart,
  FirstRunHint,
  useCommands: function useSampleCommand() {
    const session = useSession();
    const { status, start, stop } = useSample();
    const isRunning = status === 'running';
    return [
      {
        id: 'sample',
        label: isRunning ? SAMPLE.stop : SAMPLE.title,
        description: SAMPLE.help,
        run: () => (isRunning ? stop() : void start(session.clients)),
      },
    ];
  },
  panels: [
    {
      id: 'admin',
      label: ADMIN.panel,
      Panel: ({ entry }) => <AdminPanel entry={entry} />,
      endsWhenHidden: true,
    },
  ],
};
