// `npm run audit:history`: holds the history to its hashes. Exits with 0 where nothing is wrong with it, with 1 where something is, and
// with 2 where it cannot be checked.
import { parseArgs } from 'node:util';
import { describeError } from './cli-error.js';
import { loadConfig } from './config/config.js';
import { historyKeysOf } from './config/history-keys.js';
import { withDatabaseOf } from './database/backup/database-of.js';
import { withSession } from './database/migrations.js';
import { AuditError, auditHistory, type AuditSummary } from './history/audit.js';
import { takeInAll } from './history/chain-histories.js';
import { lineOf } from './history/findings.js';
import { keyring } from './history/keys.js';

const USAGE = 'Usage: npm run audit:history -- [--json] [--since FILE] [--save FILE] [--take-in]';

async function audit(): Promise<number> {
  const { json, since, save, 'take-in': takesIn } = argumentsOf(process.argv.slice(2));
  const config = loadConfig(process.env);
  let found = 0;
  await withDatabaseOf(config, 'existing', (url) =>
    withSession(url, 'copydesk-audit', async (session) => {
      const keys = keyring(historyKeysOf(config, 'none'));
      const [current] = keys;
      if (takesIn && current !== undefined) {
        const tookIn = await takeInAll(session, current);
        console.log(json ? JSON.stringify({ tookIn }) : `Took in ${tookIn} events that had no hash.`);
      }
      const summary = await auditHistory(session, { keys, since, save }, (finding) =>
        console.log(json ? JSON.stringify(finding) : lineOf(finding)),
      );
      console.log(json ? JSON.stringify(summary) : textOf(summary));
      found = summary.findings;
    }),
  );
  return found === 0 ? 0 : 1;
}

function argumentsOf(args: string[]) {
  try {
    const [flag, text] = [{ type: 'boolean' }, { type: 'string' }] as const;
    return parseArgs({ args, options: { json: flag, since: text, save: text, 'take-in': flag } }).values;
  } catch {
    throw new AuditError(USAGE);
  }
}

function textOf(summary: AuditSummary): string {
  const { asOf, vouchesSince, articles, events, revisions, waiting, takenIn, findings, digest } = summary;
  const days = takenIn.map((day) => `${day.events} on ${day.day}`).join(', ');
  return [
    `Checked ${events} events and ${revisions} revisions of ${articles} articles as of ${asOf}.`,
    `Their hashes vouch for them since ${vouchesSince}.`,
    ...(days === '' ? [] : [`What was there without a hash was taken in: ${days}.`]),
    ...(waiting === 0 ? [] : [`${waiting} events wait to be taken in: nothing vouches for them yet.`]),
    `Digest of all chains: ${digest}`,
    findings === 0 ? 'Nothing was changed, taken out or added.' : `Findings: ${findings}.`,
  ].join('\n');
}

audit().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(describeError(error));
    process.exit(2);
  },
);
