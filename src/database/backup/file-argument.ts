import { BackupError } from './backup-error.js';

/** The one argument of a command. */
export function fileArgument(command: 'backup' | 'restore'): string {
  const [file, ...more] = process.argv.slice(2);
  if (file === undefined || file === '' || file.startsWith('-') || more.length > 0)
    throw new BackupError(`Usage: npm run ${command} -- FILE`);
  return file;
}
