import { ProgressBar } from '@fluentui/react-components'
import type { ModuleRunAnswer } from '@sluice/contracts'
import type { CatalogueEntry } from '@sluice/dataflow'
import { type ReactNode, useId } from 'react'
import { useFormats } from '../../shared/languages/formats.ts'
import { Notice } from '../../shared/ui/feedback/Notice.tsx'
import { Facts } from '../../shared/ui/values/Facts.tsx'
import { StateLabel } from '../../shared/ui/values/StateLabel.tsx'
import { TimeAgo } from '../../shared/ui/values/TimeAgo.tsx'
import { elapsedMs } from './elapsed-ms.ts'
import { ModuleFailure } from './ModuleFailure.tsx'
import { ModuleLog } from './ModuleLog.tsx'
import { ModuleOutputs } from './ModuleOutputs.tsx'
import styles from './ModuleResult.module.css'
import { moduleStateKinds, moduleStateWord } from './run-states.ts'
import { useRunWords } from './run-words.ts'
import { TrainingCurve } from './TrainingCurve.tsx'
import { useNow } from './use-now.ts'

export interface ModuleResultProps {
  readonly experimentId: string
  readonly runId: string
  readonly module: ModuleRunAnswer
  readonly declaration: CatalogueEntry
  /** Why what came out is no longer what the graph would give. */
  readonly staleReason: string | undefined
  readonly onVisualize: (port: string) => void
}

/** What became of a module in a run: state, time, error with what to do, log, outputs. */
export function ModuleResult(props: ModuleResultProps) {
  const { experimentId, runId, module, declaration, staleReason, onVisualize } = props
  const words = useRunWords()
  const { state, losses = [] } = module
  return (
    <div className={styles.result}>
      <StateLabel kind={moduleStateKinds[state]}>{words(moduleStateWord(module))}</StateLabel>
      {staleReason !== undefined && (
        <Notice intent="warning" title={words('outOfDate')}>
          {staleReason}
        </Notice>
      )}
      {module.error !== undefined && <ModuleFailure error={module.error} declaration={declaration} />}
      {state === 'running' && <Progress module={module} />}
      <Times module={module} />
      {losses.length > 1 && <TrainingCurve losses={losses} />}
      {(state === 'finished' || state === 'cached') && (
        <Part title={words('outputs')}>
          <ModuleOutputs
            experimentId={experimentId}
            runId={runId}
            module={module}
            declaration={declaration}
            onVisualize={onVisualize}
          />
        </Part>
      )}
      {state !== 'queued' && state !== 'skipped' && (
        <Part title={words('log')}>
          <ModuleLog experimentId={experimentId} runId={runId} module={module} />
        </Part>
      )}
    </div>
  )
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className={styles.part}>
      <h3 id={id}>{title}</h3>
      {children}
    </section>
  )
}

function Progress({ module: { title, progress, progressText } }: { readonly module: ModuleRunAnswer }) {
  const { number } = useFormats()
  return (
    <div className={styles.stack}>
      <ProgressBar
        aria-label={title}
        // Many modules do not know how far they are: the bar moves then.
        {...(progress === undefined || progress === 0 ? {} : { value: progress })}
      />
      <span className={styles.quiet}>
        {progress !== undefined && progress > 0 && `${number(Math.floor(progress * 100))} %`}
        {progressText !== undefined && ` ${progressText}`}
      </span>
    </div>
  )
}

function Times({ module }: { readonly module: ModuleRunAnswer }) {
  const words = useRunWords()
  const { number, duration } = useFormats()
  const now = useNow(module.state === 'running')
  const { state, startedAt, finishedAt, why, attempts } = module
  const isCached = state === 'cached'
  const ms = module.elapsedMs ?? (startedAt === undefined ? undefined : elapsedMs(startedAt, finishedAt, now))
  const facts: (readonly [string, ReactNode])[] = []
  if (startedAt !== undefined && !isCached) facts.push([words('started'), <TimeAgo key="started" iso={startedAt} />])
  if (ms !== undefined) facts.push([words(isCached ? 'tookEarlier' : 'took'), duration(ms)])
  if (attempts > 1) facts.push([words('attempts'), number(attempts)])
  if (why !== '') facts.push([words(isCached ? 'whyCached' : 'why'), why])
  return facts.length === 0 ? null : <Facts facts={facts} />
}
