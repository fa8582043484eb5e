import type { OutputViewAnswer, RunDetailsAnswer } from '@sluice/contracts'
import { isApiError } from '../../shared/api-client/api-error.ts'
import { useFormats } from '../../shared/languages/formats.ts'
import { ModalDialog } from '../../shared/ui/dialogs/ModalDialog.tsx'
import { EmptyState } from '../../shared/ui/feedback/EmptyState.tsx'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { type OutputPlace, outputPath, runPath } from '../api/experiment-place.ts'
import { useStudio } from '../api/studio-api.ts'
import { OutputMenu } from '../runs/OutputMenu.tsx'
import { OutputContent } from './OutputContent.tsx'
import type { OutputView } from './output-views.ts'
import styles from './VisualizeDialog.module.css'
import { useVisualizeWords } from './visualize-words.ts'

export type { OutputView } from './output-views.ts'

export interface VisualizeDialogProps extends OutputPlace {
  /** Of module and port, for the title. */
  readonly title: string
  /** Undefined: what one looks at first. */
  readonly view: OutputView | undefined
  readonly onView: (view: OutputView) => void
  readonly onClose: () => void
}

/** Looks at what came out of a module: table, model, transformation, evaluation. */
export function VisualizeDialog({ title, view, onView, onClose, ...place }: VisualizeDialogProps) {
  const words = useVisualizeWords()
  const { moment, number } = useFormats()
  const { experimentId, runId, node, port } = place
  const { data: run } = useStudio<RunDetailsAnswer>(runPath(experimentId, runId))
  const { data, error, refetch, isPlaceholderData } = useStudio<OutputViewAnswer>(`${outputPath(place)}/view`)
  const answer = isPlaceholderData ? undefined : data
  const module = run?.id === runId ? run.modules.find((one) => one.node === node) : undefined
  const output = module?.outputs?.find((one) => one.port === port)
  const isGone = isApiError(error) && error.code === 'RunOutputCleanedUp'
  return (
    <ModalDialog
      hasCloseButton
      title={title}
      titleAction={
        output !== undefined && <OutputMenu place={place} output={output} title={title} suggestedName={title} />
      }
      onClose={onClose}
      className={styles.surface}
      bodyClassName={styles.body}
      contentClassName={styles.content}
    >
      <p className={styles.facts}>
        {run?.id === runId && words('ofRun', { when: moment(run.createdAt) })}
        {answer?.kind === 'table' &&
          ` · ${words('rowCount', { count: answer.rowCount, shown: number(answer.rowCount) })} × ${words('columnCount', { count: answer.columns.length, shown: number(answer.columns.length) })}`}
      </p>
      {answer !== undefined && run !== undefined && (
        <OutputContent
          key={outputPath(place)}
          place={place}
          answer={answer}
          module={module?.module}
          view={view}
          onView={onView}
        />
      )}
      {answer === undefined && error === null && <Loading />}
      {isGone && <EmptyState title={words('gone')}>{words('goneText')}</EmptyState>}
      {error !== null && !isGone && <ErrorState error={error} onRetry={() => void refetch()} />}
    </ModalDialog>
  )
}
