import { Reflector } from '@nestjs/core';
import type { Role } from '../../domain/editorial-workflow.js';

/** A root field for this role and those above it. */
export const RequireRole = Reflector.createDecorator<Exclude<Role, 'WRITER'>>();
