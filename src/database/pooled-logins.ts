// The logins that go through a pooler. It passes on neither the role nor the settings that a connection asks for, so the login
// has to have them itself: reported as a whole, with the statements that mend it.
import { Logger } from '@nestjs/common';
import pg from 'pg';
import type { ServerConfig } from '../config/config.js';
import {
  type Address,
  COMMON_SETTINGS,
  connectionAs,
  deliveryAddress,
  deskAddress,
  type Role,
  type Settings,
} from './connection.js';
import { DELIVERY_SETTINGS } from './delivery-pool.js';
import { DESK_SETTINGS } from './desk-pool.js';
import { UnsuitableDatabaseError } from './requirements.js';

interface Login {
  readonly variable: 'DESK_DATABASE_URL' | 'DELIVERY_DATABASE_URL';
  readonly role: Role;
  readonly address: Address;
  readonly settings: Settings;
}

interface Facts {
  readonly login: string;
  readonly isMember: boolean;
  readonly mayDoMore: boolean;
  readonly unset: readonly string[];
}

/** To be called once the database is migrated, which makes the roles. Throws UnsuitableDatabaseError. */
export async function assertPooledLogins(config: ServerConfig): Promise<void> {
  const logins: Login[] = [
    {
      ...{ variable: 'DESK_DATABASE_URL', role: 'copydesk_desk' },
      ...{ address: deskAddress(config), settings: { ...COMMON_SETTINGS, ...DESK_SETTINGS } },
    },
    {
      ...{ variable: 'DELIVERY_DATABASE_URL', role: 'copydesk_delivery' },
      ...{ address: deliveryAddress(config), settings: { ...COMMON_SETTINGS, ...DELIVERY_SETTINGS } },
    },
  ];
  const pooled = logins.filter(({ address }) => address.isPooled);
  const problems = (await Promise.all(pooled.map(problemsOf))).flat();
  if (problems.length > 0) throw new UnsuitableDatabaseError(problems);
}

async function problemsOf(login: Login): Promise<string[]> {
  const facts = await factsOf(login);
  if (facts === undefined) return [];
  const { variable, role, settings } = login;
  const problems: string[] = [];
  if (facts.mayDoMore)
    problems.push(
      `The login ${facts.login} of ${variable} may do more than ${role}; it must be no superuser, make no roles, and have no other role of Copydesk's.`,
    );
  const statements = [
    ...(facts.isMember ? [] : [`GRANT ${role} TO ${facts.login}`]),
    ...facts.unset.map((name) => `ALTER ROLE ${facts.login} SET ${name} = '${settings[name]}'`),
  ];
  if (statements.length > 0)
    problems.push(
      `The login ${facts.login} of ${variable} goes through a pooler and must have its rights and settings itself; ` +
        `first run: ${statements.join('; ')}; and let the pooler connect anew.`,
    );
  return problems;
}

/** undefined where it cannot be reached: the server starts, as it does while a replica is away. */
async function factsOf({ variable, role, address, settings }: Login): Promise<Facts | undefined> {
  const session = new pg.Client(connectionAs(role, address));
  session.on('error', () => undefined);
  try {
    await session.connect();
    const { rows } = await session.query<Facts>(
      `SELECT quote_ident(session_user) AS login,
              pg_has_role(session_user, $1, 'USAGE') AS "isMember",
              (SELECT rolsuper OR rolcreaterole OR EXISTS (
                 SELECT FROM pg_class WHERE relnamespace IN (SELECT oid FROM pg_namespace WHERE nspname IN ('desk', 'delivery'))
                   AND pg_has_role(session_user, relowner, 'MEMBER')) OR EXISTS (
                 SELECT FROM pg_roles other WHERE rolname IN ('copydesk_desk', 'copydesk_delivery') AND rolname <> $1
                   AND pg_has_role(session_user, other.oid, 'MEMBER'))
               FROM pg_roles WHERE rolname = session_user) AS "mayDoMore",
              -- set_config gives the value as PostgreSQL writes it, and until the end of this statement.
              ARRAY(SELECT name FROM unnest($2::text[], $3::text[]) AS wanted (name, value)
                    WHERE current_setting(name) IS DISTINCT FROM set_config(name, value, true)) AS unset`,
      [role, Object.keys(settings), Object.values(settings)],
    );
    return rows[0];
  } catch (error) {
    new Logger('Copydesk').warn(`${variable} could not be checked: ${(error as Error).message}`);
    return undefined;
  } finally {
    await session.end();
  }
}
