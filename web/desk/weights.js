// Prints what a browser loads of the desk, gzipped. `npm run weights`
import { WEIGHTS } from './build.js';

console.log(`First load: ${WEIGHTS.firstLoad} bytes; the write screen: ${WEIGHTS.writing} more.`);
