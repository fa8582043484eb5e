import { type MetricDefinition, type MetricName, metricCatalogue } from '@sluice/contracts/metrics'
import type { HistogramValue, MetricSample } from './metric-sample.ts'

/** @see https://prometheus.io/docs/instrumenting/exposition_formats/ */
export const metricsContentType = 'text/plain; version=0.0.4; charset=utf-8'

/**
 * The text that Prometheus reads: metrics in the order of the catalogue, each with its help and type.
 * @param common labels that every sample carries, before its own
 */
export function writeMetrics(samples: Iterable<MetricSample>, common: Readonly<Record<string, string>>): string {
  const byName = Map.groupBy(samples, ({ name }) => name)
  const lines: string[] = []
  for (const [name, { type, help }] of Object.entries<MetricDefinition>(metricCatalogue)) {
    const own = byName.get(name as MetricName)
    if (own === undefined) continue
    lines.push(`# HELP ${name} ${help.replace(/\\/g, '\\\\').replace(/\n/g, '\\n')}`, `# TYPE ${name} ${type}`)
    for (const { labels, value } of own) {
      const shown = { ...common, ...labels }
      if (typeof value === 'number') lines.push(`${name}${toLabels(shown)} ${toNumber(value)}`)
      else pushHistogram(lines, name, shown, value)
    }
  }
  return `${lines.join('\n')}\n`
}

function pushHistogram(
  lines: string[],
  name: string,
  labels: Readonly<Record<string, string>>,
  { bounds, counts, sum, count }: HistogramValue,
): void {
  let upTo = 0
  for (const [index, bound] of bounds.entries()) {
    upTo += counts[index] ?? 0
    lines.push(`${name}_bucket${toLabels({ ...labels, le: String(bound) })} ${upTo}`)
  }
  lines.push(
    `${name}_bucket${toLabels({ ...labels, le: '+Inf' })} ${count}`,
    `${name}_sum${toLabels(labels)} ${toNumber(sum)}`,
    `${name}_count${toLabels(labels)} ${count}`,
  )
}

function toLabels(labels: Readonly<Record<string, string>>): string {
  const shown = Object.entries(labels)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}="${escaped(value)}"`)
  return shown.length === 0 ? '' : `{${shown.join(',')}}`
}

const escaped = (value: string): string => value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')

const toNumber = (value: number): string => {
  if (Number.isFinite(value)) return String(value)
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf'
}
