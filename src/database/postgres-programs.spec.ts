import { fileURLToPath } from 'node:url';
import { osUser } from './postgres-programs.js';

const thisFile = fileURLToPath(import.meta.url);

test('a folder that is not there yet is nobody’s', async () => {
  await expect(osUser(`${thisFile}.not-there`)).resolves.toBeDefined();
});

test('a folder whose owner cannot be told is a fault', async () => {
  await expect(osUser(`${thisFile}/within`)).rejects.toMatchObject({ code: 'ENOTDIR' });
});
