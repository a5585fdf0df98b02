// `npm run descriptions`: checks that every type, field, enum value, argument and input field of both APIs has a description that
// says more than its name. Paging arguments, and arguments whose type is an input or an enum, need none.
import { isTypeDefinitionNode, Kind } from 'graphql';
import { relative } from 'node:path';
import { sdlOf } from './sdl.js';

const PAGING_ARGUMENTS = new Set(['first', 'after', 'last', 'before']);
const DESCRIBED_BY_TYPE = new Set([Kind.INPUT_OBJECT_TYPE_DEFINITION, Kind.ENUM_TYPE_DEFINITION]);

const faults = [];
for (const api of ['delivery', 'desk']) faults.push(...undescribedIn(await sdlOf(api)));
for (const fault of faults) console.error(fault);
console.log(
  faults.length === 0
    ? 'Both APIs are described.'
    : `${faults.length} descriptions are missing, or say no more than the name.`,
);
process.exit(faults.length === 0 ? 0 : 1);

/** The elements of an API that lack a description, each as file, line and name. */
function undescribedIn({ definitions }) {
  const types = new Set(
    definitions.filter(({ kind }) => DESCRIBED_BY_TYPE.has(kind)).map(({ name }) => name.value),
  );
  const isPlain = ({ name, type }) => PAGING_ARGUMENTS.has(name.value) || types.has(namedType(type));
  return definitions.flatMap((definition) => {
    const owner = definition.name.value;
    const members = definition.fields ?? definition.values ?? [];
    return [
      ...(isTypeDefinitionNode(definition) ? undescribed(definition, owner) : []),
      ...members.flatMap((member) => {
        const path = `${owner}.${member.name.value}`;
        const described = (member.arguments ?? []).filter((argument) => !isPlain(argument));
        return [
          ...undescribed(member, path),
          ...described.flatMap((argument) => undescribed(argument, `${path}(${argument.name.value})`)),
        ];
      }),
    ];
  });
}

function undescribed({ description, name, loc }, path) {
  if (description !== undefined && wordsOf(description.value) !== wordsOf(name.value)) return [];
  return [`${relative('.', loc.source.name)}:${name.loc.startToken.line}: ${path}`];
}

/** For comparison: lower case, letters only, without articles. "The site's URL." then equals `siteUrl`. */
function wordsOf(text) {
  return text
    .replace(/\b(the|an?|this)\b/gi, '')
    .replace(/'s\b|[^a-z]/gi, '')
    .toLowerCase();
}

function namedType(type) {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
