import { ROLES, type Role } from '../../domain/editorial-workflow.js';
import { forbidden } from '../../domain/errors.js';
import type { Actor } from '../context.js';

/**
 * Each role may do all that the one before it may.
 * @param what needs the role, for the refusal
 * @throws FORBIDDEN
 */
export function assertRole(actor: Actor, required: Role, what: string): void {
  if (ROLES.indexOf(actor.role) >= ROLES.indexOf(required)) return;
  const message = `${what} needs the role ${required}.`;
  throw forbidden([{ code: 'ROLE_REQUIRED', message, field: null, remedy: null }]);
}
