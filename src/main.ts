// `npm start`: runs the server until a shutdown signal.
import { exitWithError } from './cli-error.js';
import { start } from './start.js';

start(process.env).catch(exitWithError);
