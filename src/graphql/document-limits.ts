// How large a document may be, counted on its syntax tree before anything validates it: validation's own work grows with the
// square of some of these. A question about the schema counts as one selection.
import {
  Kind,
  Lexer,
  parse,
  Source,
  TokenKind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { documentTooLarge } from '../domain/errors.js';

const MAX_TOKENS = 2000;
/** Of brackets within brackets: the parser calls itself for each. */
const MAX_DEPTH = 100;

/** Of an operation, its fragments written out. */
const LIMITS = { selections: 500, aliases: 100, 'root fields': 30 } as const;

type Counts = Record<keyof typeof LIMITS, number>;

const INTROSPECTION = new Set(['__schema', '__type']);

/** @throws QUERY_TOO_COMPLEX for the first limit that the document exceeds, GraphQLError where it is none */
export function parseWithinLimits(text: string): DocumentNode {
  assertShort(text);
  const document = parse(text);
  assertWithinLimits(document);
  return document;
}

const OPENING = new Set<string>([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const CLOSING = new Set<string>([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

function assertShort(text: string): void {
  const lexer = new Lexer(new Source(text));
  let depth = 0;
  for (let tokens = 0; lexer.advance().kind !== TokenKind.EOF; tokens += 1) {
    if (tokens === MAX_TOKENS) throw documentTooLarge(MAX_TOKENS, 'tokens');
    const { kind } = lexer.token;
    if (OPENING.has(kind)) depth += 1;
    if (CLOSING.has(kind)) depth -= 1;
    if (depth > MAX_DEPTH) throw documentTooLarge(MAX_DEPTH, 'levels of brackets');
  }
}

function assertWithinLimits(document: DocumentNode): void {
  const counter = new Counter(document);
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const counts = counter.countsOf(definition.selectionSet);
    for (const [what, limit] of Object.entries(LIMITS)) {
      if (counts[what as keyof Counts] > limit) throw documentTooLarge(limit, what);
    }
  }
}

class Counter {
  private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  private readonly ofFragments = new Map<string, Counts>();

  constructor({ definitions }: DocumentNode) {
    this.fragments = new Map(
      definitions.flatMap((node) =>
        node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [],
      ),
    );
  }

  /** A fragment that spreads itself counts once more: that it does is validation's to say. */
  countsOf({ selections }: SelectionSetNode): Counts {
    const sum: Counts = { selections: 0, aliases: 0, 'root fields': 0 };
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const inner =
          selection.selectionSet === undefined || INTROSPECTION.has(selection.name.value)
            ? undefined
            : this.countsOf(selection.selectionSet);
        sum.selections += 1 + (inner?.selections ?? 0);
        sum.aliases += (selection.alias === undefined ? 0 : 1) + (inner?.aliases ?? 0);
        sum['root fields'] += 1;
      } else {
        const spread =
          selection.kind === Kind.INLINE_FRAGMENT
            ? this.countsOf(selection.selectionSet)
            : this.ofFragment(selection.name.value);
        for (const what of Object.keys(sum) as (keyof Counts)[]) sum[what] += spread[what];
      }
    }
    return sum;
  }

  private ofFragment(name: string): Counts {
    const known = this.ofFragments.get(name);
    if (known !== undefined) return known;
    const none: Counts = { selections: 1, aliases: 0, 'root fields': 0 };
    this.ofFragments.set(name, none);
    const fragment = this.fragments.get(name);
    const counts = fragment === undefined ? none : this.countsOf(fragment.selectionSet);
    this.ofFragments.set(name, counts);
    return counts;
  }
}
