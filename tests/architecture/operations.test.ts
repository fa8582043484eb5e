import { type MetricDefinition, metricCatalogue } from '@sluice/contracts/metrics'
import { describe, expect, it } from 'vitest'
import { readText, sourceFiles } from './workspace.ts'

const catalogue: Readonly<Record<string, MetricDefinition>> = metricCatalogue
/** What Prometheus itself adds. */
const labelsOfAll = ['role', 'instance', 'job', 'le']
const foreign = ['up']

interface Panel {
  readonly title: string
  readonly targets?: readonly { readonly expr: string; readonly legendFormat: string }[]
}

const dashboard = JSON.parse(readText('docs/operations/grafana-dashboard.json')) as {
  readonly panels: readonly (Panel & { readonly id: number; readonly gridPos: Readonly<Record<string, number>> })[]
  readonly templating: { readonly list: readonly { readonly name: string; readonly definition?: string }[] }
}
/** Name and query, which may take several lines. */
const alerts = [
  ...readText('docs/operations/alerts.yml').matchAll(/- alert: (\w+)\n +expr: (?:\|\n((?: {10,}.*\n)+)|(.*)\n)/g),
].map(([, name = '', lines, line = '']) => [name, lines ?? line] as const)
const queries: readonly (readonly [string, string])[] = [
  ...dashboard.panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => [title, expr] as const)),
  ...dashboard.templating.list.flatMap(({ name, definition }) =>
    definition === undefined ? [] : [[`variable ${name}`, definition] as const],
  ),
  ...alerts,
]

/** Metrics of a query, each with what its selector asks of labels. */
const metricsOf = (query: string) =>
  [...query.matchAll(/\b(sluice_\w+|process_\w+|nodejs_\w+|up)\b(?:\{([^}]*)\})?/g)].map(
    ([, name = '', selector = '']) => ({
      name,
      labels: [...selector.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, label = '']) => label),
    }),
  )

const definitionOf = (name: string): MetricDefinition | undefined => {
  const whole = catalogue[name]
  if (whole !== undefined && whole.type !== 'histogram') return whole
  const [, base = '', part] = /^(\w+?)(_bucket|_sum|_count)$/.exec(name) ?? []
  return part === undefined || catalogue[base]?.type !== 'histogram' ? undefined : catalogue[base]
}

describe('queries of the dashboard and the alerts', () => {
  it.each(queries)('%s asks for metrics and labels that there are: %s', (_, query) => {
    const metrics = metricsOf(query)
    expect(metrics.length).toBeGreaterThan(0)
    const grouped = [...query.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(/\s*,\s*/))
    for (const { name, labels } of metrics) {
      if (foreign.includes(name)) continue
      const definition = definitionOf(name)
      expect(definition, name).toBeDefined()
      const known = [...labelsOfAll, ...(definition?.labels ?? [])]
      expect([...labels, ...grouped].filter((label) => !known.includes(label))).toEqual([])
    }
  })

  it('show what legends name', () => {
    for (const { targets = [] } of dashboard.panels) {
      for (const { expr, legendFormat } of targets) {
        const known = [...labelsOfAll, ...metricsOf(expr).flatMap(({ name }) => definitionOf(name)?.labels ?? [])]
        const shown = [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label = '']) => label)
        expect(shown.filter((label) => !known.includes(label))).toEqual([])
      }
    }
  })
})

it('all alerts are read', () => {
  expect(alerts).toHaveLength(readText('docs/operations/alerts.yml').split('- alert:').length - 1)
})

it('panels have numbers of their own and do not lie on one another', () => {
  const numbers = dashboard.panels.map(({ id }) => id)
  expect(new Set(numbers).size).toBe(numbers.length)
  const cells = dashboard.panels.flatMap(({ gridPos: { x = 0, y = 0, w = 0, h = 0 } }) =>
    Array.from({ length: w * h }, (_, index) => `${x + (index % w)},${y + Math.floor(index / w)}`),
  )
  expect(new Set(cells).size).toBe(cells.length)
})

it('every metric of the catalogue is served somewhere', () => {
  const sources = sourceFiles().filter(({ path, isTest }) => !isTest && path !== 'packages/contracts/src/metrics.ts')
  const served = (name: string) => sources.some(({ text }) => text.includes(`'${name}'`))
  expect(Object.keys(catalogue).filter((name) => !served(name))).toEqual([])
})
