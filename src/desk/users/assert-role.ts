import { ROLES, type Role } from '../../domain/editorial-workflow.js';
import { forbidden } from '../../domain/errors.js';
import type { Actor } from '../context.js';

const NAMES: Readonly<Record<Role, string>> = {
  WRITER: 'a writer',
  EDITOR: 'an editor',
  ADMIN: 'an administrator',
};

/**
 * Each role may do all that the one before it may.
 * @throws FORBIDDEN
 */
export function assertRole(actor: Actor, required: Role): void {
  if (ROLES.indexOf(actor.role) >= ROLES.indexOf(required)) return;
  const who = NAMES[required];
  const blocker = { code: 'ROLE_REQUIRED', field: null, remedy: `Ask ${who} to do it.` } as const;
  throw forbidden([{ ...blocker, message: `Only ${who} may do this.` }]);
}
