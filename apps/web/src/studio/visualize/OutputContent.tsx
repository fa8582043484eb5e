import type { OutputViewAnswer } from '@sluice/contracts'
import { Tabs } from '../../shared/ui/navigation/Tabs.tsx'
import { type OutputPlace, outputPath } from '../api/experiment-place.ts'
import { ColumnStatistics } from './ColumnStatistics.tsx'
import { CompareColumns } from './CompareColumns.tsx'
import { Evaluation } from './Evaluation.tsx'
import { HashedText } from './HashedText.tsx'
import { ModelView } from './ModelView.tsx'
import { type OutputView, viewsOf } from './output-views.ts'
import { TableRows } from './TableRows.tsx'
import { TransformationView } from './TransformationView.tsx'
import { useVisualizeWords } from './visualize-words.ts'

const viewWords = {
  table: 'viewTable',
  stats: 'viewStats',
  chart: 'viewChart',
  evaluation: 'viewEvaluation',
  text: 'viewText',
} as const

/** What an output is, in the view that was chosen. */
export function OutputContent({
  place,
  answer,
  module,
  view,
  onView,
}: {
  readonly place: OutputPlace
  readonly answer: OutputViewAnswer
  /** Id of the module that made it. */
  readonly module: string | undefined
  readonly view: OutputView | undefined
  readonly onView: (view: OutputView) => void
}) {
  const words = useVisualizeWords()
  if (answer.kind === 'model') return <ModelView model={answer} />
  if (answer.kind === 'transformation') return <TransformationView transformation={answer} />
  const views = viewsOf(answer, module)
  const shown = view !== undefined && views.includes(view) ? view : (views[0] ?? 'table')
  return (
    <>
      <Tabs
        label={words('views')}
        tabs={views.map((id) => ({ id, label: words(viewWords[id]) }))}
        selected={shown}
        onSelect={onView}
      />
      {shown === 'table' && <TableRows place={place} rowCount={answer.rowCount} columns={answer.columns} />}
      {shown === 'stats' && <ColumnStatistics path={outputPath(place)} columns={answer.columns} />}
      {shown === 'chart' && <CompareColumns path={outputPath(place)} columns={answer.columns} />}
      {shown === 'evaluation' && <Evaluation path={outputPath(place)} />}
      {shown === 'text' && <HashedText place={place} rowCount={answer.rowCount} />}
    </>
  )
}
