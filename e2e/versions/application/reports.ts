let reports: Record<string, unknown[][]> = {};

/** Reports what no client can see: about whom, what kind of thing, and its details. */
export function report(about: string, kind: string, ...details: unknown[]): void {
  const key = `${about} ${kind}`;
  reports[key] ??= [];
  reports[key].push(details);
}

/** What was reported since the last time, by whom and kind: between kinds the order depends on how packets came together. */
export function takeReports(): Record<string, unknown[][]> {
  const taken = reports;
  reports = {};
  return taken;
}

/** Reports warnings, and what would have ended the process: whether its stack names a file of this application. */
export function reportProcess(): void {
  process.on('warning', ({ message }) => report('process', 'warning', message));
  process.on('uncaughtException', (error, origin) => {
    const [first, ...frames] = error.stack?.split('\n') ?? [];
    report('process', origin, first, /main-namespace\.js|chat\.js/.test(frames.join()));
  });
}
