import { Button } from '@fluentui/react-components'
import { ArrowClockwiseRegular } from '@fluentui/react-icons'
import type { TraceSummary } from '@sluice/contracts'
import { useService } from '../../shared/api-client/service.ts'
import { useArm } from '../../shared/api-client/use-resource.ts'
import { allows, useSession } from '../../shared/auth/session.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ReadOnlyNotice } from '../../shared/ui/access/ReadOnlyNotice.tsx'
import { baseNameOf } from '../apis/api-view.ts'
import { useApi } from '../apis/use-api.ts'
import { NoTraces } from './NoTraces.tsx'
import { TraceTable } from './TraceTable.tsx'
import { tracesWords } from './traces-words.ts'

/** The last calls of an API that were traced, below its tabs. */
export function ApiTracesPage() {
  const canSee = allows(useSession(), 'publisher')
  return canSee ? <ApiTraces /> : <ReadOnlyNotice needed="publisher" />
}

function ApiTraces() {
  const words = useWords(tracesWords)
  const service = useService()
  const apiId = baseNameOf(useApi().name)
  const traces = useArm<{ readonly value: readonly TraceSummary[] }>(`${service.id}/traces`, { apiId })
  return (
    <TraceTable
      traces={traces}
      isOfOneApi
      filters={
        <Button icon={<ArrowClockwiseRegular />} onClick={() => void traces.refetch()}>
          {words('reload')}
        </Button>
      }
      empty={<NoTraces />}
    />
  )
}
