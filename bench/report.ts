// The figures as tables of Markdown.
import { ratioOf, type Figures } from './measure.js';
import { targets, type Results } from './targets.js';

const number = (value: number, digits = 0) =>
  Number.isNaN(value)
    ? '–'
    : value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });

const megabytes = (bytes: number) => number(bytes / 1024 / 1024);

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, i) => Math.max(3, title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(' | ')} |`;
  const rule = widths.map((width, i) => (i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

const LIMITS = ['(a)', '(b)'];
const HEAD = ['', 'requests/s', 'CPU µs: node', 'PostgreSQL', 'p50 ms', 'p99 ms', 'MB', 'peak MB'];

/** One question: a row a contestant, with its ratios to (a) and (b). */
function questionTable(name: string, figures: ReadonlyMap<string, Figures>): string {
  const limits = LIMITS.filter((limit) => figures.has(limit));
  const head = [...HEAD, ...limits.flatMap((limit) => [`of ${limit}: requests`, 'CPU', 'node CPU'])];
  const rows = [...figures].map(([contestant, its]) => [
    contestant,
    number(its.perSecond),
    number(its.nodeCpu),
    number(its.postgresCpu),
    number(its.p50, 2),
    number(its.p99, 2),
    megabytes(its.memory),
    megabytes(its.peak),
    ...limits.flatMap((limit) => ratios(its, figures.get(limit))),
  ]);
  const failures = [...figures.values()].flatMap((its) => its.failures);
  const invalid = failures.map((failure) => `INVALID ${failure}`);
  return [`### ${name}`, '', table(head, rows), ...invalid, ''].join('\n');
}

/** The worse of the two that count stands in bold. */
function ratios(its: Figures, limit: Figures | undefined): string[] {
  if (limit === undefined || limit === its) return ['', '', ''];
  const { byRequests, byCpu, byNodeCpu, worse } = ratioOf(its, limit);
  const shown = (value: number) => (value === worse ? `**${number(value, 2)}**` : number(value, 2));
  return [shown(byRequests), shown(byCpu), number(byNodeCpu, 2)];
}

export function report(results: Results): string {
  const sections = [
    ...[...results.questions].map(([name, figures]) => questionTable(name, figures)),
    ...[...results.persisted].map(([name, figures]) => questionTable(`${name} by GET, persisted`, figures)),
    ...[...results.scale].map(([name, figures]) => questionTable(name, figures)),
  ];
  const rows = targets(results).map(({ what, target, figure, reached }) => [what, target, figure, reached]);
  return [...sections, '### Targets', '', table(['what', 'must reach', 'figure', 'reached'], rows), ''].join(
    '\n',
  );
}
