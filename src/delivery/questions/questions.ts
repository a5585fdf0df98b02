// Answers public questions without Apollo: it keeps what is known of each document, so that a question costs its
// statements and little else. Whatever is not plainly answered (a document that is not valid, variables that are not
// acceptable, the schema itself) is left to Apollo, which says what is wrong in the terms of GraphQL.
import { Injectable, Logger } from '@nestjs/common';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { Kind } from 'graphql';
import { LRUCache } from 'lru-cache';
import { DeliveryDatabase } from '../../database/delivery.database.js';
import { textFaults } from '../../graphql/clean-text.js';
import type { Dependencies } from '../dependencies.js';
import { answerOf, readingOf } from '../reading.js';
import { documentIn } from './document.js';
import { KnownOperation } from './known-operation.js';
import type { RequestQuestion } from './request-question.js';

/** Characters of all documents together; what is known of one takes up to a hundred times as many bytes. */
const MOST = 1_000_000;

/** By the names of a document's operations; by the empty name its only one. None where it is not valid. */
type Operations = ReadonlyMap<string, KnownOperation>;

@Injectable()
export class Questions {
  private readonly documents = new LRUCache<string, Operations>({
    maxSize: MOST,
    sizeCalculation: (_, text) => text.length + 100,
  });

  private readonly log = new Logger('delivery');

  constructor(
    private readonly database: DeliveryDatabase,
    private readonly host: GraphQLSchemaHost,
  ) {}

  /** The answer as JSON, adding to `dependencies`; undefined where it is for Apollo to answer. */
  async answer(question: RequestQuestion, dependencies: Dependencies): Promise<string | undefined> {
    const operation = this.operations(question.text).get(question.operationName ?? '');
    if (operation === undefined || textFaults(question.variables).length > 0) return undefined;
    const variables = operation.coerced(question.variables);
    if (variables === undefined) return undefined;
    const startedAt = performance.now();
    try {
      const plan = await operation.plan(variables, (field) => readingOf(this.database, 'present', field));
      const fields = plan?.map(async ({ key, reading, name }) => {
        return `"${key}":${await answerOf(this.database, reading, variables, dependencies, name)}`;
      });
      const data = fields && (await Promise.all(fields)).join();
      const milliseconds = Math.round((performance.now() - startedAt) * 100) / 100;
      this.log.debug({ operation: 'query', name: question.operationName, milliseconds });
      // Where nothing was asked for there is an answer too.
      return data === undefined ? undefined : `{"data":{${data}}}`;
    } catch {
      // Apollo asks the same in the same way: what went wrong goes wrong again there, and is told and logged.
      return undefined;
    }
  }

  private operations(text: string): Operations {
    const known = this.documents.get(text);
    if (known !== undefined) return known;
    const operations = this.operationsIn(text);
    if (text.length < MOST) this.documents.set(text, operations);
    return operations;
  }

  private operationsIn(text: string): Operations {
    const { schema } = this.host;
    const document = documentIn(schema, text, 1);
    if (!('kind' in document)) return new Map();
    const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
    const known = operations.map((node) => new KnownOperation(schema, document, node));
    const named = operations.flatMap(({ name }, i) =>
      name && known[i] ? [[name.value, known[i]] as const] : [],
    );
    const [only, another] = known;
    return new Map([...named, ...(only && another === undefined ? [['', only] as const] : [])]);
  }
}
