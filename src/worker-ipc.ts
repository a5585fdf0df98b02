// What the primary process and a worker exchange while the worker starts.

/** The environment variable that holds a worker's ServerConfig as JSON. */
export const CONFIG_VARIABLE = 'COPYDESK_WORKER_CONFIG';

/** The worker listens at `url`, or could not start. */
export type WorkerMessage = { readonly url: string } | { readonly failure: string };
