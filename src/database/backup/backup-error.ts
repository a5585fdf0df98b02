/** Why there is no backup, or why it cannot be restored: what the operator can mend. */
export class BackupError extends Error {
  readonly code = 'BACKUP';
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'BackupError';
  }
}
