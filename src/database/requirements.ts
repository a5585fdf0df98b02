// What a database has to be before it is migrated: reported as a whole and in sentences, where PostgreSQL would fail half-way, or
// only once somebody writes in another script.
import type pg from 'pg';

const MIN_POSTGRES_VERSION = 15;

export class UnsuitableDatabaseError extends Error {
  readonly code = 'DATABASE_UNSUITABLE';
  constructor(readonly problems: readonly string[]) {
    super(`The database cannot be used:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'UnsuitableDatabaseError';
  }
}

interface Facts {
  readonly version: number;
  readonly encoding: string;
  readonly login: string;
  readonly makesRoles: boolean;
  readonly missing: readonly string[];
  readonly foreign: readonly string[];
}

/** Throws UnsuitableDatabaseError. */
export async function assertSuitable(session: pg.Client): Promise<void> {
  const { rows } = await session.query<Facts>(`
    SELECT current_setting('server_version_num')::int / 10000 AS version, current_setting('server_encoding') AS encoding,
           quote_ident(current_user) AS login, rolsuper OR rolcreaterole AS "makesRoles",
           ARRAY(SELECT w FROM unnest(wanted) w WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = w)) AS missing,
           ARRAY(SELECT rolname::text FROM pg_roles
                 WHERE rolname = ANY (wanted) AND NOT pg_has_role(current_user, oid, 'MEMBER')) AS foreign
    FROM pg_roles, (SELECT ARRAY['copydesk_desk', 'copydesk_delivery'] AS wanted) roles WHERE rolname = current_user`);
  const problems = rows.flatMap(problemsOf);
  if (problems.length > 0) throw new UnsuitableDatabaseError(problems);
}

function problemsOf({ version, encoding, login, makesRoles, missing, foreign }: Facts): string[] {
  const problems: string[] = [];
  if (version < MIN_POSTGRES_VERSION)
    problems.push(`It is PostgreSQL ${version}; it must be ${MIN_POSTGRES_VERSION} or later.`);
  if (encoding !== 'UTF8') problems.push(`Its encoding is ${encoding}; it must be UTF8.`);
  const ungranted = [...missing, ...foreign];
  if (!makesRoles && ungranted.length > 0) {
    const statements = [
      ...missing.map((role) => `CREATE ROLE ${role}`),
      `GRANT ${ungranted.join(', ')} TO ${login}`,
    ];
    problems.push(`The login ${login} may not make roles; who may must first run: ${statements.join('; ')};`);
  }
  return problems;
}
