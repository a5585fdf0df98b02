// The keys of the history's hashes where the environment has no HISTORY_KEY. An embedded database has one made for it, which lies in
// DATA_DIR beside the database's files and not among them. For a database of its own, whoever keeps that has to give one.

import { type Config, ConfigError } from './config.js';
import { splitKeys } from './environment.js';
import { readOrCreateSecret, readSecret } from './stored-secret.js';

const FILE = 'history-key';

/**
 * The current key first; none, where no key is given and the database is not an embedded one.
 * @param absent what becomes of an embedded database's that is not there yet
 * @throws ConfigError
 */
export function historyKeysOf(
  { historyKeys, databaseUrl, dataDir }: Pick<Config, 'historyKeys' | 'databaseUrl' | 'dataDir'>,
  absent: 'create' | 'none',
): readonly string[] {
  if (historyKeys.length > 0 || databaseUrl !== undefined) return historyKeys;
  try {
    const stored = absent === 'create' ? readOrCreateSecret(dataDir, FILE) : readSecret(dataDir, FILE);
    return stored === undefined ? [] : splitKeys(stored);
  } catch (error) {
    const why = String(error).replace(/^Error: /, '');
    throw new ConfigError([
      `HISTORY_KEY was absent, and none could be kept in DATA_DIR (${dataDir}): ${why}`,
    ]);
  }
}
