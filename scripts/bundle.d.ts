/** @see bundle.js */
export function bundle(compiled: string, folder: string): Promise<void>;
