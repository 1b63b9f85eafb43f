import { Box, Button, NativeSelect } from '@mantine/core';
import { RotateCcw } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { create } from 'zustand';
import { useNow } from '../../components/clock.ts';
import ui from '../../components/ui.module.css';
import { useClients, useSession } from '../../lib/console-session.ts';
import { CHARTS } from '../../texts/charts.ts';
import styles from './charts.module.css';
import { LatencyChart } from './latency-chart.tsx';
import { RatesChart } from './rates-chart.tsx';

/** How far back the rates may go, and the steps of their table, in seconds. */
const WINDOWS = [
  { seconds: 60, step: 5, label: CHARTS.lastMinute },
  { seconds: 300, step: 10, label: CHARTS.lastMinutes(5) },
] as const;

interface ChartFilter {
  readonly clientId: string | undefined;
  readonly event: string | undefined;
  /** How many seconds back the rates go. */
  readonly seconds: number;
  change(part: Partial<Omit<ChartFilter, 'change'>>): void;
}

/** What the charts show; kept while another panel is shown. */
const useChartFilter = create<ChartFilter>()((set) => ({
  clientId: undefined,
  event: undefined,
  seconds: 60,
  change: (part) => set(part),
}));

/** What all clients sent and received in numbers, painted once a second while it is open. */
export function ChartsPanel(): ReactElement {
  const { stats } = useSession();
  const clients = useClients();
  const { clientId, event, seconds, change } = useChartFilter();
  const [, setResets] = useState(0);
  const now = useNow();
  const step = WINDOWS.find((window) => window.seconds === seconds)?.step ?? 5;
  const filter = { clientId, event };
  const events = stats.events();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs focus to be scrolled by key
    <section className={`${ui.scroller} ${styles.panel}`} aria-label={CHARTS.panel} tabIndex={0}>
      <search className={ui.toolbar} aria-label={CHARTS.filter}>
        <NativeSelect
          aria-label={CHARTS.client}
          flex="1 1 120px"
          data={[
            { value: '', label: CHARTS.allClients },
            ...clients.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={clientId ?? ''}
          onChange={({ currentTarget: { value } }) => change({ clientId: value || undefined })}
        />
        <NativeSelect
          aria-label={CHARTS.event}
          flex="1 1 120px"
          data={[
            { value: '', label: CHARTS.allEvents },
            ...(event === undefined || events.includes(event) ? events : [...events, event]),
          ]}
          value={event ?? ''}
          onChange={({ currentTarget: { value } }) => change({ event: value || undefined })}
        />
        <NativeSelect
          aria-label={CHARTS.time}
          flex="1 1 120px"
          data={WINDOWS.map((window) => ({ value: String(window.seconds), label: window.label }))}
          value={String(seconds)}
          onChange={({ currentTarget: { value } }) => change({ seconds: Number(value) })}
        />
        <Button
          variant="default"
          leftSection={<RotateCcw size={13} aria-hidden />}
          onClick={() => {
            stats.reset();
            setResets((count) => count + 1);
          }}
        >
          {CHARTS.reset}
        </Button>
      </search>
      <RatesChart rates={stats.rates(filter, { now, count: seconds })} step={step} />
      <LatencyChart rows={stats.latencies(filter)} />
      <Box component="p" className={ui.hint ?? ''} px="md" py="sm">
        {CHARTS.note}
      </Box>
    </section>
  );
}
