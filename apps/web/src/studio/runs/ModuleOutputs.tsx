import { Button } from '@fluentui/react-components'
import { DataHistogramRegular } from '@fluentui/react-icons'
import type { ModuleRunAnswer } from '@sluice/contracts'
import type { CatalogueEntry } from '@sluice/dataflow'
import { useFormats } from '../../shared/languages/formats.ts'
import styles from './ModuleResult.module.css'
import { OutputMenu } from './OutputMenu.tsx'
import { useRunWords } from './run-words.ts'

/** What came out of a module, port by port. */
export function ModuleOutputs({
  experimentId,
  runId,
  module,
  declaration,
  onVisualize,
}: {
  readonly experimentId: string
  readonly runId: string
  readonly module: ModuleRunAnswer
  readonly declaration: CatalogueEntry
  readonly onVisualize: (port: string) => void
}) {
  const words = useRunWords()
  const { number, bytes } = useFormats()
  const { outputs = [] } = module
  if (outputs.length === 0) return <p className={styles.quiet}>{words('noOutputs')}</p>
  return (
    <ul className={styles.outputs}>
      {outputs.map((output) => {
        const { port, rowCount, columnCount = 0, byteCount } = output
        const title = declaration.outputs.find(({ name }) => name === port)?.title ?? port
        return (
          <li key={port}>
            <div>
              <span className={styles.port}>{title}</span>
              <span className={styles.quiet}>
                {rowCount !== undefined &&
                  `${words('rowCount', { count: rowCount, shown: number(rowCount) })} × ${words('columnCount', { count: columnCount, shown: number(columnCount) })} · `}
                {bytes(byteCount)}
              </span>
            </div>
            <div className={styles.actions}>
              <Button
                size="small"
                icon={<DataHistogramRegular />}
                aria-label={words('visualizePort', { port: title })}
                onClick={() => onVisualize(port)}
              >
                {words('visualize')}
              </Button>
              <OutputMenu
                place={{ experimentId, runId, node: module.node, port }}
                output={output}
                title={title}
                suggestedName={`${module.title} - ${title}`}
              />
            </div>
          </li>
        )
      })}
    </ul>
  )
}
