import type { RunComparisonAnswer } from '@sluice/contracts'
import { useFormats } from '../../shared/languages/formats.ts'
import table from '../../shared/ui/table/DataTable.module.css'
import { StateLabel } from '../../shared/ui/values/StateLabel.tsx'
import styles from './HistoryPanel.module.css'
import { metricChanges } from './metric-changes.ts'
import { moduleStateKinds, moduleStateWord } from './run-states.ts'
import { useRunWords } from './run-words.ts'

type Module = RunComparisonAnswer['modules'][number]

/** What became of each module in both runs, and how metrics changed. */
export function ModuleChanges({ modules }: { readonly modules: RunComparisonAnswer['modules'] }) {
  const words = useRunWords()
  return (
    <>
      <section aria-label={words('modules')} className={styles.stack}>
        <h3>{words('modules')}</h3>
        <table className={table.table} aria-label={words('modules')}>
          <thead>
            <tr>
              <th scope="col">{words('module')}</th>
              <th scope="col">{words('before')}</th>
              <th scope="col">{words('after')}</th>
              <th scope="col">{words('result')}</th>
            </tr>
          </thead>
          <tbody>
            {modules.map((one) => (
              <tr key={one.node}>
                <td>{one.title}</td>
                <td>
                  <State module={one.before} />
                </td>
                <td>
                  <State module={one.after} />
                </td>
                <td>{one.before && one.after && words(one.isSame ? 'sameResult' : 'otherResult')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {modules.map((one) => one.metrics.map((of) => <Metrics key={`${one.node} ${of.port}`} module={one} of={of} />))}
    </>
  )
}

function State({ module }: { readonly module: Module['before'] }) {
  const words = useRunWords()
  return module && <StateLabel kind={moduleStateKinds[module.state]}>{words(moduleStateWord(module))}</StateLabel>
}

/** Curves come in hundreds of rows: their charts say more. */
const mostRows = 40

function Metrics({ module, of }: { readonly module: Module; readonly of: Module['metrics'][number] }) {
  const words = useRunWords()
  const { figure } = useFormats()
  const changes = metricChanges(of.before, of.after)
  if (of.port === 'curves' || changes.length === 0) return null
  const title = words('metrics', { title: module.title })
  const show = (value: number | string | undefined) => (typeof value === 'number' ? figure(value) : (value ?? '–'))
  return (
    <section aria-label={title} className={styles.stack}>
      <h3>{title}</h3>
      <table className={table.table} aria-label={title}>
        <thead>
          <tr>
            <th scope="col">{words('metric')}</th>
            {(['before', 'after', 'change'] as const).map((name) => (
              <th key={name} scope="col" className={table.numeric}>
                {words(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {changes.slice(0, mostRows).map(({ name, row, before, after, change }) => (
            <tr key={`${name} ${row}`}>
              <td translate="no">
                {name}
                {row !== undefined && `, ${words('row', { number: row })}`}
              </td>
              <td className={table.numeric}>{show(before)}</td>
              <td className={table.numeric}>{show(after)}</td>
              <td className={table.numeric}>
                {change === undefined ? '–' : `${change > 0 ? '+' : ''}${figure(change)}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
