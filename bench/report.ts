// Formats the figures as Markdown tables.
import { ratioOf, type Figures } from './measure.js';
import type { Abuse } from './parts/abuse.js';
import type { Growth } from './parts/growth/compare.js';
import { TYPED_WORDS, type Typing } from './parts/typing.js';
import { targets, type Results } from './targets.js';

const formatNumber = (value: number, digits = 0) =>
  Number.isNaN(value)
    ? '–'
    : value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });

const formatMegabytes = (bytes: number) => formatNumber(bytes / 1024 / 1024);

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, i) => Math.max(3, title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(' | ')} |`;
  const rule = widths.map((width, i) => (i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

const REFERENCES = ['(a)', '(b)'];
const HEAD = ['', 'requests/s', 'CPU µs: node', 'PostgreSQL', 'p50 ms', 'p99 ms', 'MB', 'peak MB'];

/** The table of one operation: a row for each contestant, with its ratios to (a) and (b). */
function operationTable(name: string, figures: ReadonlyMap<string, Figures>): string {
  const references = REFERENCES.filter((reference) => figures.has(reference));
  const head = [
    ...HEAD,
    ...references.flatMap((reference) => [`of ${reference}: requests`, 'CPU', 'node CPU']),
  ];
  const rows = [...figures].map(([contestant, its]) => [
    contestant,
    formatNumber(its.requestsPerSecond),
    formatNumber(its.nodeCpuMicros),
    formatNumber(its.postgresCpuMicros),
    formatNumber(its.p50Ms, 2),
    formatNumber(its.p99Ms, 2),
    formatMegabytes(its.memoryBytes),
    formatMegabytes(its.peakMemoryBytes),
    ...references.flatMap((reference) => ratioCells(its, figures.get(reference))),
  ]);
  const failures = [...figures.values()].flatMap((its) => its.failures);
  const invalid = failures.map((failure) => `INVALID ${failure}`);
  return [`### ${name}`, '', table(head, rows), ...invalid, ''].join('\n');
}

/** Three ratios, of which the worse of the first two is in bold. */
function ratioCells(its: Figures, reference: Figures | undefined): string[] {
  if (reference === undefined || reference === its) return ['', '', ''];
  const { byRequests, byCpu, byNodeCpu, worse } = ratioOf(its, reference);
  const format = (value: number) =>
    value === worse ? `**${formatNumber(value, 2)}**` : formatNumber(value, 2);
  return [format(byRequests), format(byCpu), formatNumber(byNodeCpu, 2)];
}

function abuseTable(abuse: Abuse): string {
  const head = [
    '',
    'readers’ p50 ms',
    'p99 ms',
    'abuse answered',
    'refused',
    'largest session MB',
    'server MB',
  ];
  const rows = [...abuse].map(([name, { readers, answered, refused, sessionBytes }]) => [
    name,
    formatNumber(readers.p50Ms, 2),
    formatNumber(readers.p99Ms, 2),
    formatNumber(answered),
    formatNumber(refused),
    formatMegabytes(sessionBytes),
    formatMegabytes(readers.memoryBytes),
  ]);
  const invalid = [...abuse.values()].flatMap(({ readers }) => readers.failures.map((it) => `INVALID ${it}`));
  return [
    '### Abuse: 20 readers beside three requests at a time',
    '',
    table(head, rows),
    ...invalid,
    '',
  ].join('\n');
}

function typingTable({ ours, bare }: Typing): string {
  const rows = [
    ['the desk’s editor', ours],
    ['bare CodeMirror', bare],
  ] as const;
  const cells = rows.map(([name, { medianMs, p99Ms }]) => [
    name,
    formatNumber(medianMs, 1),
    formatNumber(p99Ms, 1),
  ]);
  const title = `### Typing in ${TYPED_WORDS.toLocaleString('en')} words: the main thread’s CPU for a key`;
  return [title, '', table(['', 'median ms', 'p99 ms'], cells), ''].join('\n');
}

function growthTable(growth: Growth): string {
  const rows = growth.map(({ what, few, many }) => [
    what,
    formatNumber(few, 1),
    formatNumber(many, 1),
    formatNumber(many / few, 2),
  ]);
  const invalid = growth.flatMap(({ failures }) => failures.map((it) => `INVALID ${it}`));
  return ['### Growth', '', table(['', 'of ms', 'ms', 'times'], rows), ...invalid, ''].join('\n');
}

export function report(results: Results): string {
  const sections = [
    ...[...results.operations].map(([name, figures]) => operationTable(name, figures)),
    ...[...results.persisted].map(([name, figures]) => operationTable(`${name} by GET, persisted`, figures)),
    ...[...(results.previews ?? [])].map(([what, figures]) => operationTable(`Previews: ${what}`, figures)),
    ...(results.abuse ? [abuseTable(results.abuse)] : []),
    ...[...results.scale].map(([name, figures]) => operationTable(name, figures)),
    ...(results.growth ? [growthTable(results.growth)] : []),
    ...(results.typing ? [typingTable(results.typing)] : []),
  ];
  const rows = targets(results).map(({ what, target, figure, reached }) => [what, target, figure, reached]);
  return [...sections, '### Targets', '', table(['what', 'must reach', 'figure', 'reached'], rows), ''].join(
    '\n',
  );
}
