/** @see compile.js */
export function compile(folder: string): Promise<void>;
