// The file that lists the trusted documents, in either shape that clients' build tools write: Apollo's, or a plain map of
// ids to documents, as GraphQL Code Generator and Relay have it. Everything that is wrong with it is reported at once.
import type { GraphQLSchema } from 'graphql';
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { ConfigError } from '../../config/config.js';
import { literalErrors } from '../../graphql/text-validation.js';
import { parseAndValidate } from './parse-and-validate.js';

/** Reported of one document. */
const MAX_ERRORS = 10;

const FORMAT = 'apollo-persisted-query-manifest';
const Id = z.string().min(1);
const Apollos = z
  .object({ version: z.literal(1), operations: z.array(z.object({ id: Id, body: z.string() })) })
  .transform(({ operations }) => operations);
const Plain = z
  .record(Id, z.string())
  .transform((documents) => Object.entries(documents).map(([id, body]) => ({ id, body })));

interface Listed {
  readonly id: string;
  readonly body: string;
}

/** The documents by their ids. Throws ConfigError. */
export function readManifest(file: string, schema: GraphQLSchema): Map<string, string> {
  const listed = listedIn(file);
  const documents = new Map(listed.map(({ id, body }) => [id, body]));
  const problems = [
    ...listed.filter(({ id, body }) => documents.get(id) !== body).map(({ id }) => `${id}: is listed twice`),
    ...listed.flatMap(({ id, body }) => errorsOf(schema, body).map((error) => `${id}: ${error}`)),
  ];
  if (problems.length > 0) throw wrong(file, problems);
  return documents;
}

function listedIn(file: string): readonly Listed[] {
  const json = jsonIn(file);
  const isApollos = (json as { format?: unknown } | null)?.format === FORMAT;
  const read = isApollos ? Apollos.safeParse(json) : Plain.safeParse(json);
  if (read.success) return read.data;
  const problems = read.error.issues.map(({ path, message }) => [...path, message].join(': '));
  throw wrong(file, problems);
}

function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError || isFromSystem(error)) throw wrong(file, [error.message]);
    throw error;
  }
}

function errorsOf(schema: GraphQLSchema, text: string): string[] {
  const document = parseAndValidate(schema, text, MAX_ERRORS);
  const errors = 'kind' in document ? literalErrors(document) : document;
  return errors.map(({ message }) => message);
}

const isFromSystem = (error: unknown): error is NodeJS.ErrnoException =>
  typeof error === 'object' && error !== null && 'syscall' in error;

const wrong = (file: string, problems: readonly string[]): ConfigError =>
  new ConfigError(problems.map((problem) => `PERSISTED_DOCUMENTS names ${file}, which is wrong: ${problem}`));
