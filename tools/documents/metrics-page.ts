import { type MetricDefinition, metricCatalogue } from '@sluice/contracts/metrics'

/** `docs/operations/metrics.md`: every metric with its type, labels and meaning, by who serves it. */
export function metricsPage(): string {
  const entries = Object.entries<MetricDefinition>(metricCatalogue)
  const sections = [
    ['Every role', entries.filter(([, { roles }]) => roles.length === 4)],
    ['Gateway', entries.filter(([, { roles }]) => roles.length < 4 && roles.includes('gateway'))],
    [
      'Management, machine learning, storage',
      entries.filter(([, { roles }]) => roles.length < 4 && isOfSeveral(roles)),
    ],
    ['Management', entries.filter(([, { roles }]) => String(roles) === 'management')],
    ['Machine learning', entries.filter(([, { roles }]) => String(roles) === 'ml')],
  ] as const
  return [
    '# Metrics',
    '',
    'Made by `npm run docs` from the catalogue (`packages/contracts/src/metrics.ts`); a test compares the two. All have the',
    'label `role`. Times of histograms are in seconds, with bounds from 0.5 ms to 30 s. How to read them: [operations](index.md).',
    '',
    ...sections.flatMap(([title, rows]) => [`## ${title}`, '', ...table(rows), '']),
  ].join('\n')
}

const isOfSeveral = (roles: MetricDefinition['roles']): boolean => roles.length > 1 && !roles.includes('gateway')

const table = (rows: readonly (readonly [string, MetricDefinition])[]): readonly string[] => [
  '| metric | type | labels | what it says |',
  '| --- | --- | --- | --- |',
  ...rows.map(([name, { type, labels, roles, help }]) => {
    const where = isOfSeveral(roles) && roles.length < 3 ? ` (${roles.join(', ')})` : ''
    return `| \`${name}\` | ${type} | ${labels.map((label) => `\`${label}\``).join(', ')} | ${help}${where} |`
  }),
]
