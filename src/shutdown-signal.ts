/** Resolves at the first SIGTERM or SIGINT. A second signal of the same name ends the process at once. */
export function shutdownSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
}
