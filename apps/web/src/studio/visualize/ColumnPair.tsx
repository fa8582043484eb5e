import type { ColumnPairAnswer, ColumnSchema } from '@sluice/contracts'
import { type ReactNode, useMemo } from 'react'
import { useFormats } from '../../shared/languages/formats.ts'
import { Chart } from '../../shared/ui/chart/Chart.tsx'
import type { ChartModel } from '../../shared/ui/chart/chart-model.ts'
import table from '../../shared/ui/table/DataTable.module.css'
import { Facts } from '../../shared/ui/values/Facts.tsx'
import styles from './VisualizeDialog.module.css'
import { useVisualizeWords } from './visualize-words.ts'

const axisOf = ({ name, type }: ColumnSchema) => ({
  name,
  kind: type.startsWith('DateTime') ? ('time' as const) : ('number' as const),
})

/** Two columns as they were compared: scatter plot, box plots or cross table. */
export function ColumnPair({ pair }: { readonly pair: ColumnPairAnswer }) {
  const words = useVisualizeWords()
  const formats = useFormats()
  const model = useMemo((): ChartModel | undefined => {
    const title = words('comparePair', { x: pair.x.name, y: pair.y.name })
    if (pair.kind === 'scatter') {
      return { kind: 'scatter', title, x: axisOf(pair.x), y: axisOf(pair.y), points: pair.points }
    }
    if (pair.kind === 'cross-table') return undefined
    const [categories, values] = pair.by === 'x' ? [pair.x, pair.y] : [pair.y, pair.x]
    const boxes = pair.boxes.map(({ category, ...box }) => ({ name: category, ...box }))
    return {
      kind: 'boxes',
      title: words('comparePair', { x: categories.name, y: values.name }),
      x: { name: categories.name },
      y: axisOf(values),
      boxes,
    }
  }, [pair, words])
  const facts: (readonly [string, ReactNode])[] = [[words('pairs'), formats.number(pair.pairCount)]]
  if (pair.kind === 'scatter' && pair.correlation !== null) {
    facts.unshift([words('correlation'), formats.figure(pair.correlation)])
  }
  return (
    <div className={styles.part}>
      {model !== undefined && <Chart model={model} height={380} />}
      {pair.kind === 'cross-table' && <CrossTable pair={pair} />}
      <Facts facts={facts} />
      {pair.kind === 'scatter' && pair.points.length < pair.pairCount && (
        <p className={styles.quiet}>
          {words('scatterSample', { shown: formats.number(pair.points.length), total: formats.number(pair.pairCount) })}
        </p>
      )}
      {pair.kind === 'boxes' && pair.boxes.length < pair.categoryCount && (
        <p className={styles.quiet}>
          {words('categories', { shown: pair.boxes.length, total: formats.number(pair.categoryCount) })}
        </p>
      )}
    </div>
  )
}

function CrossTable({ pair }: { readonly pair: Extract<ColumnPairAnswer, { kind: 'cross-table' }> }) {
  const words = useVisualizeWords()
  const { number } = useFormats()
  const title = words('crossTable', { x: pair.x.name, y: pair.y.name })
  const most = Math.max(1, ...pair.counts.flat())
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.wideTable} tabIndex={0} aria-label={title}>
      <table className={table.table} aria-label={title}>
        <caption className={styles.quiet}>{title}</caption>
        <thead>
          <tr>
            <th scope="col" translate="no">
              {pair.x.name} \ {pair.y.name}
            </th>
            {pair.yValues.map((value) => (
              <th key={value} scope="col" className={table.numeric} translate="no">
                {value}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {pair.xValues.map((value, row) => (
            <tr key={value}>
              <th scope="row" translate="no">
                {value}
              </th>
              {pair.yValues.map((other, column) => {
                const count = pair.counts[row]?.[column] ?? 0
                return (
                  <td
                    key={other}
                    className={table.numeric}
                    // How dark says how often, beside the figure.
                    style={{
                      background: `color-mix(in srgb, var(--accent-surface) ${Math.round((100 * count) / most)}%, transparent)`,
                    }}
                  >
                    {number(count)}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
