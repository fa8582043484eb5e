import type { GraphChangesAnswer } from '@sluice/contracts'
import table from '../../shared/ui/table/DataTable.module.css'
import styles from './HistoryPanel.module.css'
import { useRunWords } from './run-words.ts'

const wordOf = { added: 'nodeAdded', removed: 'nodeRemoved', changed: 'nodeChanged' } as const

/** What became of modules, their parameters and connections. */
export function GraphChanges({ changes }: { readonly changes: GraphChangesAnswer }) {
  const words = useRunWords()
  const { nodes, edges } = changes
  const hasEdges = edges.added.length + edges.removed.length > 0
  if (nodes.length === 0 && !hasEdges) return <p>{words('graphSame')}</p>
  return (
    <section aria-label={words('graphChanges')} className={styles.stack}>
      <h3>{words('graphChanges')}</h3>
      {hasEdges && <p>{words('edgesChanged', { added: edges.added.length, removed: edges.removed.length })}</p>}
      {nodes.map(({ node, title, change, parameters }) => (
        <div key={node} className={styles.stack}>
          <p>{words(wordOf[change], { title })}</p>
          {change === 'changed' && parameters.length > 0 && (
            <table className={table.table} aria-label={title}>
              <thead>
                <tr>
                  <th scope="col">{words('parameter')}</th>
                  <th scope="col">{words('before')}</th>
                  <th scope="col">{words('after')}</th>
                </tr>
              </thead>
              <tbody>
                {parameters.map(({ name, title: parameter, before, after }) => (
                  <tr key={name}>
                    <td>{parameter}</td>
                    <td translate="no">{valueText(before) ?? <em translate="yes">{words('notSet')}</em>}</td>
                    <td translate="no">{valueText(after) ?? <em translate="yes">{words('notSet')}</em>}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </div>
      ))}
    </section>
  )
}

function valueText(value: unknown): string | undefined {
  if (value === undefined) return undefined
  return typeof value === 'string' ? value : JSON.stringify(value)
}
