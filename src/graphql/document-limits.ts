// Limits the size of a document. They are checked before validation, whose work grows with the square of some of these counts.
// An introspection field counts as one selection.
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
/** The parser recurses for each bracket within brackets. */
const MAX_BRACKET_DEPTH = 100;

/** Limits of one operation, with its fragments inlined. */
const LIMITS = { selections: 500, aliases: 100, 'root fields': 30 } as const;

type Counts = Record<keyof typeof LIMITS, number>;

const INTROSPECTION_FIELDS = new Set(['__schema', '__type']);

/** @throws QUERY_TOO_COMPLEX for the first limit that the document exceeds, GraphQLError where the text is no document */
export function parseWithinLimits(text: string): DocumentNode {
  assertTokensWithinLimits(text);
  const document = parse(text);
  assertSelectionsWithinLimits(document);
  return document;
}

const OPENING = new Set<string>([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const CLOSING = new Set<string>([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

function assertTokensWithinLimits(text: string): void {
  const lexer = new Lexer(new Source(text));
  let depth = 0;
  for (let tokens = 0; lexer.advance().kind !== TokenKind.EOF; tokens += 1) {
    if (tokens === MAX_TOKENS) throw documentTooLarge(MAX_TOKENS, 'tokens');
    const { kind } = lexer.token;
    if (OPENING.has(kind)) depth += 1;
    if (CLOSING.has(kind)) depth -= 1;
    if (depth > MAX_BRACKET_DEPTH) throw documentTooLarge(MAX_BRACKET_DEPTH, 'levels of brackets');
  }
}

function assertSelectionsWithinLimits(document: DocumentNode): void {
  const counter = new SelectionCounter(document);
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const counts = counter.countsOf(definition.selectionSet);
    for (const [what, limit] of Object.entries(LIMITS)) {
      if (counts[what as keyof Counts] > limit) throw documentTooLarge(limit, what);
    }
  }
}

class SelectionCounter {
  private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  private readonly fragmentCounts = new Map<string, Counts>();

  constructor({ definitions }: DocumentNode) {
    this.fragments = new Map(
      definitions.flatMap((node) =>
        node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [],
      ),
    );
  }

  /** A fragment that spreads itself counts once more. Validation refuses it afterwards. */
  countsOf({ selections }: SelectionSetNode): Counts {
    const sum: Counts = { selections: 0, aliases: 0, 'root fields': 0 };
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const inner =
          selection.selectionSet === undefined || INTROSPECTION_FIELDS.has(selection.name.value)
            ? undefined
            : this.countsOf(selection.selectionSet);
        sum.selections += 1 + (inner?.selections ?? 0);
        sum.aliases += (selection.alias === undefined ? 0 : 1) + (inner?.aliases ?? 0);
        sum['root fields'] += 1;
      } else {
        const spread =
          selection.kind === Kind.INLINE_FRAGMENT
            ? this.countsOf(selection.selectionSet)
            : this.countsOfFragment(selection.name.value);
        for (const what of Object.keys(sum) as (keyof Counts)[]) sum[what] += spread[what];
      }
    }
    return sum;
  }

  private countsOfFragment(name: string): Counts {
    const known = this.fragmentCounts.get(name);
    if (known !== undefined) return known;
    const spreadAlone: Counts = { selections: 1, aliases: 0, 'root fields': 0 };
    this.fragmentCounts.set(name, spreadAlone);
    const fragment = this.fragments.get(name);
    const counts = fragment === undefined ? spreadAlone : this.countsOf(fragment.selectionSet);
    this.fragmentCounts.set(name, counts);
    return counts;
  }
}
