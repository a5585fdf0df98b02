/** @see bundle.js */
export function bundle(compiled: string, folder: string): Promise<void>;
export function keepCompiled(folder: string): Promise<void>;
