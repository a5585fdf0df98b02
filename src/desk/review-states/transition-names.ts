// The SDL and the table of transitions name the same transitions: a name that one of them lacks does not compile.
import type { TransitionName as TableName } from '../../domain/editorial-workflow.js';
import type { TransitionName as SchemaName } from '../../graphql/generated/desk.js';

type Expect<T extends true> = T;
type Same<A, B> = [A, B] extends [B, A] ? true : false;

export type TransitionNamesAgree = Expect<Same<TableName, SchemaName>>;
