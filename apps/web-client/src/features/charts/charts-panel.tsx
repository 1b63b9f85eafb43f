import { Box, Button, NativeSelect } from '@mantine/core';
import { RotateCcw } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { create } from 'zustand';
import { useNow } from '../../components/clock.ts';
import ui from '../../components/ui.module.css';
import { useClients, useSession } from '../../session/console-session.ts';
import { CHARTS } from '../../texts/charts.ts';
import styles from './charts.module.css';
import { LatencyChart } from './latency-chart.tsx';
import { RatesChart } from './rates-chart.tsx';

/** How far back the rates may go, and the steps of their table, in seconds. */
const WINDOWS = [
  { seconds: 60, step: 5, label: CHARTS.lastMinute },
  { seconds: 300, step: 10, label: CHARTS.lastMinutes(5) },
] as const;

/** What the charts show; kept while another panel is shown. `seconds` is how far back the rates go. */
const useChartFilter = create(() => ({ clientId: '', event: '', seconds: '60' }));

/** What all clients sent and received in numbers, painted once a second while it is open. */
export function ChartsPanel(): ReactElement {
  const { stats } = useSession().log;
  const clients = useClients();
  const filter = useChartFilter();
  const [, setResets] = useState(0);
  const now = useNow();
  const { seconds: length, step } =
    WINDOWS.find(({ seconds }) => `${seconds}` === filter.seconds) ?? WINDOWS[0];
  const events = [...new Set(stats.events()).add(filter.event)].filter(Boolean);
  const fields = [
    {
      part: 'clientId',
      label: CHARTS.client,
      data: [
        { value: '', label: CHARTS.allClients },
        ...clients.map(({ id, name }) => ({ value: id, label: name })),
      ],
    },
    { part: 'event', label: CHARTS.event, data: [{ value: '', label: CHARTS.allEvents }, ...events] },
    {
      part: 'seconds',
      label: CHARTS.time,
      data: WINDOWS.map(({ seconds, label }) => ({ value: `${seconds}`, label })),
    },
  ] as const;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs focus to be scrolled by key
    <section className={`${ui.scroller} ${styles.panel}`} aria-label={CHARTS.panel} tabIndex={0}>
      <search className={ui.toolbar} aria-label={CHARTS.filter}>
        {fields.map(({ part, label, data }) => (
          <NativeSelect
            key={part}
            aria-label={label}
            flex="1 1 120px"
            data={[...data]}
            value={filter[part]}
            onChange={({ currentTarget: { value } }) => useChartFilter.setState({ [part]: value })}
          />
        ))}
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
      <RatesChart rates={stats.rates(filter, { now, count: length })} step={step} />
      <LatencyChart rows={stats.latencies(filter)} />
      <Box component="p" className={ui.hint ?? ''} px="md" py="sm">
        {CHARTS.note}
      </Box>
    </section>
  );
}
