// The demo: starts the server on an embedded database of its own, fills it with a small newsroom, and prints what to try
// next. It is for one's own machine only, since it prints its passwords.
import { join } from 'node:path';
import { ConfigError } from '../config/config.js';
import { describeError, exitWithError } from '../cli-error.js';
import { start } from '../start.js';
import { shutdownSignal } from '../shutdown-signal.js';
import { backdate } from './backdate.js';
import { readNewsroom } from './newsroom.js';
import { fillNewsroom } from './fill-newsroom.js';
import { whatToTry } from './what-to-try.js';

/** Of all users of the demo. */
const PASSWORD = 'a newsroom of our own';

async function demo(env: NodeJS.ProcessEnv): Promise<void> {
  if (env.NODE_ENV === 'production') {
    throw new ConfigError([
      'NODE_ENV was "production"; the demo, which prints its passwords, does not run there.',
    ]);
  }
  const newsroom = await readNewsroom();
  const administrator = newsroom.users.find((user) => user.role === 'ADMIN');
  if (administrator === undefined) throw new Error('The newsroom has no administrator.');
  const dataDir = join(env.DATA_DIR ?? '.data', 'demo');
  let isShuttingDown = false;
  void shutdownSignal().then(() => (isShuttingDown = true));
  const signIns = newsroom.users.map(({ name, role, email }) => ({ name, role, email, password: PASSWORD }));
  const variables = {
    HOST: '127.0.0.1',
    PORT: env.PORT,
    DATA_DIR: dataDir,
    LOG_LEVEL: env.LOG_LEVEL ?? 'warn',
    ADMIN_EMAIL: administrator.email,
    ADMIN_PASSWORD: PASSWORD,
    TIME_ZONE: env.TIME_ZONE,
    SITE_URL: env.SITE_URL,
    SITE_PREVIEW_URL: env.SITE_PREVIEW_URL,
  };
  const server = await start(variables, signIns);
  try {
    const created = await fillNewsroom(server.url, newsroom, PASSWORD);
    await backdate(server.databaseUrl, created);
    console.log(whatToTry(server.url, newsroom, PASSWORD, dataDir));
  } catch (error) {
    // A server that is already ending no longer answers, and is no fault.
    if (!isShuttingDown) giveUp(error);
  }
}

/** Stops the server first, or its PostgreSQL would outlive the process. */
function giveUp(error: unknown): void {
  console.error(describeError(error));
  process.once('exit', () => (process.exitCode = 1));
  process.kill(process.pid, 'SIGTERM');
}

demo(process.env).catch(exitWithError);
