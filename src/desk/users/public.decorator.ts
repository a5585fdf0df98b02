import { Reflector } from '@nestjs/core';

/** A root field that needs nobody signed in. */
export const Public = Reflector.createDecorator<void, true>({ transform: () => true });
