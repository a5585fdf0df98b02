// Whether our two APIs contain all of a contract: `npm run contract [folder]`, where the folder has delivery.graphql and
// desk.graphql. Without the folder there is nothing to check against, and that is said.
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildASTSchema, concatAST, findBreakingChanges, parse } from 'graphql';

const folder = process.argv[2] ?? '../shared/contract';

async function schemaOf(paths) {
  const documents = await Promise.all(paths.map(async (path) => parse(await readFile(path, 'utf8'))));
  return buildASTSchema(concatAST(documents));
}

if (!existsSync(folder)) {
  console.log(`No contract at ${folder}: nothing to check against.`);
  process.exit(0);
}
let missing = 0;
for (const api of ['delivery', 'desk']) {
  const contract = await schemaOf([join(folder, `${api}.graphql`)]);
  const ours = await schemaOf(sdlOf(api));
  for (const { description } of findBreakingChanges(contract, ours)) {
    console.error(`${api}: ${description}`);
    missing += 1;
  }
}
console.log(
  missing === 0 ? 'Both APIs contain all of the contract.' : `${missing} breaches of the contract.`,
);
process.exit(missing === 0 ? 0 : 1);

function sdlOf(api) {
  const files = readdirSync(`src/${api}`, { recursive: true });
  return files.filter((file) => file.endsWith('.graphql')).map((file) => join('src', api, file));
}
