// What a worker and its primary tell each other about its start.

/** The variable of a worker's environment that holds its ServerConfig as JSON. */
export const CONFIG_VARIABLE = 'COPYDESK_WORKER_CONFIG';

/** It listens, or cannot start. */
export type WorkerMessage = { readonly url: string } | { readonly failure: string };
