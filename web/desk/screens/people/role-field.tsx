import type { Role } from '../../generated/operations.js';
import { SelectField } from '../../parts/field.js';
import { WORDS } from '../../words/words.js';

const ROLES: readonly Role[] = ['WRITER', 'EDITOR', 'ADMIN'];

interface RoleFieldProps {
  readonly hint?: string;
  readonly value: Role;
  readonly onChange: (role: Role) => void;
  readonly problem: string | undefined;
}

export const RoleField = (props: RoleFieldProps) => (
  <SelectField
    {...props}
    label={WORDS.people.role}
    options={ROLES.map((role) => [role, WORDS.roles[role]] as const)}
  />
);
