/**
 * Keeps the process running while its log cannot be written, because the program that reads it has ended (EPIPE) or the disk is
 * full (ENOSPC). Node would end the process at the first such error. Lines are lost meanwhile; each later line is tried again.
 */
export function surviveUnwritableLog(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}
