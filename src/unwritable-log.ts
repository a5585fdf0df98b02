/**
 * Lets the process go on where its log cannot be written: the program that read it has ended (EPIPE), or the disk is full (ENOSPC).
 * Node would end it at the first such error. What is logged meanwhile is lost; later lines are tried anew.
 */
export function surviveUnwritableLog(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}
