// Whether our two APIs contain all of a contract: `npm run contract [folder]`, where the folder has delivery.graphql and
// desk.graphql. Ours may have more. What a mutation returns, and the default of an argument or an input field, must be just
// what the contract says: a payload that may be null there and not here would take its document's other answers with it.
// Without the folder there is nothing to check against, and that is said.
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  buildASTSchema,
  concatAST,
  findBreakingChanges,
  isInputObjectType,
  isObjectType,
  parse,
} from 'graphql';

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
  const breaches = [
    ...findBreakingChanges(contract, ours).map(({ description }) => description),
    ...differentPayloads(contract, ours),
    ...differentDefaults(contract, ours),
  ];
  for (const breach of breaches) console.error(`${api}: ${breach}`);
  missing += breaches.length;
}
console.log(
  missing === 0 ? 'Both APIs contain all of the contract.' : `${missing} breaches of the contract.`,
);
process.exit(missing === 0 ? 0 : 1);

function sdlOf(api) {
  const files = readdirSync(`src/${api}`, { recursive: true });
  return files.filter((file) => file.endsWith('.graphql')).map((file) => join('src', api, file));
}

/** Mutations that both have, of another type: findBreakingChanges lets a type become stricter. */
function differentPayloads(contract, ours) {
  return Object.values(contract.getMutationType()?.getFields() ?? {}).flatMap((field) => {
    const own = ours.getMutationType()?.getFields()[field.name];
    return own === undefined || String(own.type) === String(field.type)
      ? []
      : [`Mutation.${field.name} returns ${own.type} instead of ${field.type}.`];
  });
}

function differentDefaults(contract, ours) {
  const own = new Map(inputsOf(ours));
  return inputsOf(contract).flatMap(([path, value]) => {
    const ownValue = own.get(path);
    return ownValue === undefined || ownValue === value
      ? []
      : [`${path} has the default ${ownValue} instead of ${value}.`];
  });
}

/** Arguments and input fields, each with its default as JSON, "none" where it has none. */
function inputsOf(schema) {
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    if (type.name.startsWith('__')) return [];
    if (isInputObjectType(type)) return defaultsOf(type.name, Object.values(type.getFields()));
    if (!isObjectType(type)) return [];
    return Object.values(type.getFields()).flatMap((field) =>
      defaultsOf(`${type.name}.${field.name}`, field.args),
    );
  });
}

function defaultsOf(owner, inputs) {
  return inputs.map((input) => [
    `${owner}(${input.name})`,
    input.defaultValue === undefined ? 'none' : JSON.stringify(input.defaultValue),
  ]);
}
