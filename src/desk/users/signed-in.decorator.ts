import { Reflector } from '@nestjs/core';

/** A root field for everybody who is signed in, whatever their role. What they may do with which article is decided elsewhere. */
export const SignedIn = Reflector.createDecorator<void, true>({ transform: () => true });
