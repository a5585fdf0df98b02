// The demo: starts the server on an embedded database of its own, fills it with a small newsroom, and prints what to try
// next. It is for one's own machine only, since it prints its passwords.
import { ConfigError } from '../config/config.js';
import { describeError, exitWithError } from '../cli-error.js';
import { start } from '../start.js';
import { shutdownSignal } from '../shutdown-signal.js';
import { backdate } from './backdate.js';
import { demoEnvironment } from './demo-environment.js';
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
  const { variables, ignored } = demoEnvironment(env, { email: administrator.email, password: PASSWORD });
  for (const sentence of ignored) console.log(sentence);
  let isShuttingDown = false;
  void shutdownSignal().then(() => (isShuttingDown = true));
  const signIns = newsroom.users.map(({ name, role, email }) => ({ name, role, email, password: PASSWORD }));
  const server = await start(variables, signIns);
  try {
    const created = await fillNewsroom(server.url, newsroom, PASSWORD);
    await backdate(server.databaseUrl, created);
    console.log(whatToTry(server, newsroom, PASSWORD, variables.DATA_DIR));
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
