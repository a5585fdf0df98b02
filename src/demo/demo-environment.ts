// The demo's environment: all that a server obeys, but for the variables that the demo has to set itself.
import { join } from 'node:path';

type RawEnvironment = Readonly<Record<string, string | undefined>>;

export interface DemoEnvironment {
  /** As the server reads them. */
  readonly variables: RawEnvironment & { readonly DATA_DIR: string };
  /** A sentence for each variable that was given in vain: which, and why. */
  readonly ignored: readonly string[];
}

interface Administrator {
  readonly email: string;
  readonly password: string;
}

/** What the demo sets itself: the value, and why it takes no other. */
type OwnValue = readonly [value: string | undefined, why: string];

const OWN_DATABASE = 'the demo has an embedded database of its own, which it fills';
const OWN_ADMINISTRATOR = 'the administrator is one of the newsroom';

/** @param administrator of the newsroom that the demo fills */
export function demoEnvironment(env: RawEnvironment, { email, password }: Administrator): DemoEnvironment {
  const own: Readonly<Record<string, OwnValue>> = {
    HOST: ['127.0.0.1', 'the demo shows its passwords to everybody, and so listens on this machine only'],
    DATABASE_URL: [undefined, OWN_DATABASE],
    DESK_DATABASE_URL: [undefined, OWN_DATABASE],
    DELIVERY_DATABASE_URL: [undefined, OWN_DATABASE],
    DELIVERY_FALLBACK: ['off', OWN_DATABASE],
    MIGRATE: ['on', OWN_DATABASE],
    ADMIN_EMAIL: [email, OWN_ADMINISTRATOR],
    ADMIN_PASSWORD: [password, OWN_ADMINISTRATOR],
  };
  // A blank variable counts as absent.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  return {
    variables: {
      LOG_LEVEL: 'warn',
      ...given,
      ...Object.fromEntries(Object.entries(own).map(([name, [value]]) => [name, value])),
      DATA_DIR: join(given.DATA_DIR ?? '.data', 'demo'),
    },
    ignored: Object.entries(own).flatMap(([name, [value, why]]) =>
      given[name] === undefined || given[name] === value ? [] : [`${name} is ignored: ${why}.`],
    ),
  };
}
