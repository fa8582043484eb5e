import type { EndpointAnswer } from '@sluice/contracts'
import { useWords } from '../../../shared/languages/words.ts'
import { TextLink } from '../../../shared/ui/navigation/TextLink.tsx'
import { DataTable } from '../../../shared/ui/table/DataTable.tsx'
import { StateLabel } from '../../../shared/ui/values/StateLabel.tsx'
import { TimeAgo } from '../../../shared/ui/values/TimeAgo.tsx'
import { useWorkspace } from '../../api/workspace.ts'
import styles from '../dashboard/dashboard.module.css'
import { dashboardWords } from '../dashboard/dashboard-words.ts'
import { endpointHref } from '../web-service-paths.ts'
import { webServiceWords } from '../web-service-words.ts'

/** The endpoints of a web service. */
export function EndpointTable({
  endpoints,
  webServiceId,
}: {
  readonly endpoints: readonly EndpointAnswer[]
  readonly webServiceId: string
}) {
  const words = useWords(dashboardWords)
  const own = useWords(webServiceWords)
  const { id: workspaceId } = useWorkspace()
  const stateOf = ({ isRefreshPossible }: EndpointAnswer) => words(isRefreshPossible ? 'newer' : 'upToDate')
  return (
    <DataTable
      label={own('endpoints')}
      rows={endpoints}
      rowId={({ id }) => id}
      rowName={({ name }) => name}
      empty={null}
      columns={[
        {
          id: 'name',
          header: own('name'),
          cell: ({ name, isDefault }) => (
            <>
              <TextLink href={endpointHref(workspaceId, webServiceId, name)} isName>
                {name}
              </TextLink>
              {isDefault && name !== words('defaultMark') && (
                <span className={styles.mark}>{words('defaultMark')}</span>
              )}
            </>
          ),
        },
        {
          id: 'state',
          header: words('version'),
          cell: (row) => <StateLabel kind={row.isRefreshPossible ? 'warning' : 'done'}>{stateOf(row)}</StateLabel>,
        },
        {
          id: 'concurrent',
          header: words('concurrent'),
          isNumeric: true,
          cell: ({ maxConcurrentCalls }) => maxConcurrentCalls,
        },
        { id: 'created', header: own('created'), cell: ({ createdAt }) => <TimeAgo iso={createdAt} /> },
      ]}
    />
  )
}
