// `npm run contract [folder]`: checks that both APIs contain all of a contract, the folder's delivery.graphql and desk.graphql.
// The APIs may have more. The type of a mutation's payload, and the default of an argument or an input field, must equal the
// contract's: a payload that is nullable there and not here would null the other mutations of its document. Without the folder
// nothing is checked.
import { buildASTSchema, findBreakingChanges, isInputObjectType, isObjectType, parse } from 'graphql';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sdlOf } from './sdl.js';

const folder = process.argv[2] ?? '../shared/contract';

if (!existsSync(folder)) {
  console.log(`No contract at ${folder}: nothing to check against.`);
  process.exit(0);
}
let count = 0;
for (const api of ['delivery', 'desk']) {
  const contract = buildASTSchema(parse(await readFile(join(folder, `${api}.graphql`), 'utf8')));
  const ours = buildASTSchema(await sdlOf(api));
  const breaches = [
    ...findBreakingChanges(contract, ours).map(({ description }) => description),
    ...differentPayloads(contract, ours),
    ...differentDefaults(contract, ours),
  ];
  for (const breach of breaches) console.error(`${api}: ${breach}`);
  count += breaches.length;
}
console.log(count === 0 ? 'Both APIs contain all of the contract.' : `${count} breaches of the contract.`);
process.exit(count === 0 ? 0 : 1);

/** findBreakingChanges allows a mutation's type to become stricter; this does not. */
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
