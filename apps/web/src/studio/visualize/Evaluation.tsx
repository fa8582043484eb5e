import type { EvaluationAnswer } from '@sluice/contracts'
import { ErrorDetail } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { Notice } from '../../shared/ui/feedback/Notice.tsx'
import { useStudio } from '../api/studio-api.ts'
import { ClusterSizes } from './ClusterSizes.tsx'
import { ConfusionMatrix } from './ConfusionMatrix.tsx'
import { ErrorHistogram } from './ErrorHistogram.tsx'
import { MetricsTable } from './MetricsTable.tsx'
import { TwoClassEvaluation } from './TwoClassEvaluation.tsx'
import styles from './VisualizeDialog.module.css'
import { useVisualizeWords } from './visualize-words.ts'

/** How good scores are: metrics, and curves or tables that suit the kind of model. @param path of the output */
export function Evaluation({ path }: { readonly path: string }) {
  const words = useVisualizeWords()
  const { data, error } = useStudio<EvaluationAnswer>(`${path}/evaluation`)
  if (error !== null) {
    return (
      <Notice intent="warning" title={words('notEvaluated')}>
        <ErrorDetail error={error} />
      </Notice>
    )
  }
  if (data === undefined) return <Loading />
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label={words('viewEvaluation')}>
      <Drawn evaluation={data} />
    </section>
  )
}

function Drawn({ evaluation }: { readonly evaluation: EvaluationAnswer }) {
  const { kind, datasets } = evaluation
  // Its metrics stand beside the curves.
  if (kind === 'two-class') return <TwoClassEvaluation datasets={datasets} />
  return (
    <>
      <MetricsTable datasets={datasets} />
      <Rest evaluation={evaluation} />
    </>
  )
}

function Rest({ evaluation }: { readonly evaluation: Exclude<EvaluationAnswer, { kind: 'two-class' }> }) {
  switch (evaluation.kind) {
    case 'multiclass':
      return evaluation.datasets.map((one) => <ConfusionMatrix key={one.name} {...one} />)
    case 'regression':
      return evaluation.datasets.map((one) => <ErrorHistogram key={one.name} name={one.name} errors={one.errors} />)
    case 'clustering':
      return evaluation.datasets.map((one) => <ClusterSizes key={one.name} name={one.name} clusters={one.clusters} />)
  }
}
