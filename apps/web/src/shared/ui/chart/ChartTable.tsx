import { useMemo } from 'react'
import { useFormats } from '../../languages/formats.ts'
import table from '../table/DataTable.module.css'
import styles from './Chart.module.css'
import type { ChartModel } from './chart-model.ts'
import { chartTable } from './chart-texts.ts'
import { useChartWords } from './chart-words.ts'

/** More rows than this nobody reads. */
const mostRows = 1_000

/** The figures of a chart. */
export function ChartTable({ model, height }: { readonly model: ChartModel; readonly height: number }) {
  const words = useChartWords()
  const formats = useFormats()
  const { headers, rows } = useMemo(() => chartTable(model, words, formats), [model, words, formats])
  const name = words('table', { title: model.title })
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.table} style={{ maxHeight: height + 40 }} tabIndex={0} aria-label={name}>
      <table className={table.table} aria-label={name}>
        <thead>
          <tr>
            {headers.map((header, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns stand where they stand
              <th key={index} scope="col" className={isNumber(rows[0]?.[index]) ? table.numeric : undefined}>
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, mostRows).map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows stand where they stand
            <tr key={index}>
              {row.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns stand where they stand
                <td key={column} className={isNumber(cell) ? table.numeric : undefined}>
                  {typeof cell === 'number' ? formats.figure(cell) : cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > mostRows && <p className={styles.summary}>{words('mostRows', { count: mostRows })}</p>}
    </section>
  )
}

const isNumber = (cell: string | number | undefined): boolean => typeof cell === 'number'
