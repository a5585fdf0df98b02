// `npm start`: the server, until it is told to end.
import { fail } from './fail.js';
import { start } from './start.js';

start(process.env).catch(fail);
