// The schema of the delivery API, built once from its SDL.
import { buildASTSchema, GraphQLScalarType, parse, type GraphQLSchema } from 'graphql';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sdlFolder } from '../project-paths.js';
import { scalars } from '../graphql/scalars.js';

/** The token under which Nest provides it. */
export const DELIVERY_SCHEMA = Symbol('DELIVERY_SCHEMA');

export function buildDeliverySchema(): GraphQLSchema {
  const folder = sdlFolder('delivery');
  const files = readdirSync(folder, { encoding: 'utf8', recursive: true })
    .filter((name) => name.endsWith('.graphql'))
    .sort();
  const sdl = files.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
  const schema = buildASTSchema(parse(sdl));
  for (const [name, coercions] of Object.entries(scalars)) {
    const scalar = schema.getType(name);
    if (!(scalar instanceof GraphQLScalarType)) throw new Error(`The SDL has no scalar ${name}.`);
    Object.assign(scalar, coercions);
  }
  return schema;
}
