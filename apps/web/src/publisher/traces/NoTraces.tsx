import { FlowRegular } from '@fluentui/react-icons'
import { useWords } from '../../shared/languages/words.ts'
import { EmptyState } from '../../shared/ui/feedback/EmptyState.tsx'
import { tracesWords } from './traces-words.ts'

/** How a call comes to be traced. */
export function NoTraces() {
  const words = useWords(tracesWords)
  return (
    <EmptyState icon={<FlowRegular />} title={words('empty')}>
      {words('emptyText')}
    </EmptyState>
  )
}
