// Preloaded into every server under measure, which knows nothing of it: answers the bench's questions about the process.
// The processor's time is asked for without a collection, which would be counted in it.
process.on('message', (message: { readonly ask?: string }) => {
  if (message.ask === 'cpu') {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpu: user + system });
  } else if (message.ask === 'heap') {
    // The second one takes what the finalizers of the first let go.
    globalThis.gc?.();
    setImmediate(() => {
      globalThis.gc?.();
      process.send?.({ heap: process.memoryUsage().heapUsed });
    });
  }
});

process.once('disconnect', () => process.exit());
