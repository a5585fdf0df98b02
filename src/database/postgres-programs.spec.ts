import { fileURLToPath } from 'node:url';
import { whoRuns } from './postgres-programs.js';

const thisFile = fileURLToPath(import.meta.url);

test('a folder that is not there yet is nobody’s', async () => {
  await expect(whoRuns(`${thisFile}.not-there`)).resolves.toBeDefined();
});

test('a folder whose owner cannot be told is a fault', async () => {
  await expect(whoRuns(`${thisFile}/within`)).rejects.toMatchObject({ code: 'ENOTDIR' });
});
