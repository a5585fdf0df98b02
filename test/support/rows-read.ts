// How many rows of a table PostgreSQL reads for a statement, by its own account.
import type pg from 'pg';

interface PlanNode {
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/** Those that a filter removes included. Executes the statement. */
export async function rowsRead(
  database: Pick<pg.Pool, 'query'>,
  table: string,
  statement: string,
  values: unknown[] = [],
): Promise<number> {
  const { rows } = await database.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${statement}`, values);
  return nodesOf(rows[0]['QUERY PLAN'][0].Plan)
    .filter((node) => node['Relation Name'] === table)
    .reduce(
      (sum, node) =>
        sum + node['Actual Loops'] * (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)),
      0,
    );
}
