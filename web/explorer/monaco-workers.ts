// Gives GraphiQL's editor, Monaco, its web workers from our own bundle.

/** The addresses of the workers' scripts. */
export interface WorkerFiles {
  readonly editor: string;
  readonly graphql: string;
  readonly json: string;
}

/** To be called before GraphiQL is shown. */
export function provideWorkers(files: WorkerFiles): void {
  const fileFor = (label: string): string => {
    if (label === 'graphql') return files.graphql;
    if (label === 'json') return files.json;
    return files.editor;
  };
  const getWorker = (_id: string, label: string): Worker =>
    new Worker(fileFor(label), { type: 'module', name: label });
  Object.assign(globalThis, { MonacoEnvironment: { getWorker } });
}
