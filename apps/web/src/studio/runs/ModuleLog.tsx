import { Button } from '@fluentui/react-components'
import type { ModuleRunAnswer } from '@sluice/contracts'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { fetchAnswer } from '../../shared/api-client/send.ts'
import { useFormats } from '../../shared/languages/formats.ts'
import { useWords } from '../../shared/languages/words.ts'
import { CodeBlock } from '../../shared/ui/code/CodeBlock.tsx'
import { ModalDialog } from '../../shared/ui/dialogs/ModalDialog.tsx'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { uiWords } from '../../shared/ui/ui-words.ts'
import { runPath } from '../api/experiment-place.ts'
import { studioKey, studioUrl } from '../api/studio-api.ts'
import { useWorkspace } from '../api/workspace.ts'
import { lastLines } from './log-lines.ts'
import styles from './ModuleResult.module.css'
import { useRunWords } from './run-words.ts'

interface ModuleLogProps {
  readonly experimentId: string
  readonly runId: string
  readonly module: ModuleRunAnswer
}

/** The last lines as they come, and the whole log on demand. */
export function ModuleLog({ experimentId, runId, module }: ModuleLogProps) {
  const words = useRunWords()
  const { number } = useFormats()
  const [isOpen, setOpen] = useState(false)
  const { logTail, logLineCount } = module
  if (logLineCount === 0) return <p className={styles.quiet}>{words('logEmpty')}</p>
  return (
    <div className={styles.stack}>
      {logTail.length > 0 && <CodeBlock label={words('logTail')} text={logTail.join('\n')} />}
      {logTail.length > 0 && logLineCount > logTail.length && (
        <p className={styles.quiet}>
          {words('logLast', { shown: number(logTail.length), total: number(logLineCount) })}
        </p>
      )}
      <Button size="small" className={styles.start} onClick={() => setOpen(true)}>
        {words('logWhole')}
      </Button>
      {isOpen && (
        <WholeLog
          title={module.title}
          path={`${runPath(experimentId, runId)}/modules/${encodeURIComponent(module.node)}/log`}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  )
}

function WholeLog({
  title,
  path,
  onClose,
}: {
  readonly title: string
  readonly path: string
  readonly onClose: () => void
}) {
  const words = useRunWords()
  const ui = useWords(uiWords)
  const { id } = useWorkspace()
  const { data, error, refetch } = useQuery({
    queryKey: studioKey(id, path),
    // As text, whatever it looks like.
    queryFn: async ({ signal }) => (await fetchAnswer(studioUrl(id, path), { signal })).text(),
    staleTime: 0,
  })
  return (
    <ModalDialog
      title={words('logOpen', { title })}
      onClose={onClose}
      className={styles.wide}
      actions={<Button onClick={onClose}>{ui('close')}</Button>}
    >
      {data !== undefined && (
        <CodeBlock label={words('logLines')} text={lastLines(data).lines.join('\n')} copy={data} />
      )}
      {data === undefined && error === null && <Loading />}
      {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
    </ModalDialog>
  )
}
