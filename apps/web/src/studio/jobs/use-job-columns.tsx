import type { BatchJobAnswer } from '@sluice/contracts'
import { useFormats } from '../../shared/languages/formats.ts'
import { useWords } from '../../shared/languages/words.ts'
import { TextLink } from '../../shared/ui/navigation/TextLink.tsx'
import type { TableColumn } from '../../shared/ui/table/DataTable.tsx'
import { TimeAgo } from '../../shared/ui/values/TimeAgo.tsx'
import { useWorkspace } from '../api/workspace.ts'
import { JobStateLabel } from './JobStateLabel.tsx'
import { shareOf, statusCodes } from './job-state.ts'
import { jobWords } from './job-words.ts'

/** What a table tells of batch jobs. */
export function useJobColumns(): readonly TableColumn<BatchJobAnswer>[] {
  const words = useWords(jobWords)
  const { number, duration } = useFormats()
  const { id: workspaceId } = useWorkspace()
  const percent = (job: BatchJobAnswer) => {
    const share = shareOf(job)
    return share === undefined ? '' : `${Math.floor(share * 100)} %`
  }
  const durationOf = ({ startedAt, finishedAt }: BatchJobAnswer) =>
    startedAt === undefined || finishedAt === undefined ? '' : duration(Date.parse(finishedAt) - Date.parse(startedAt))
  return [
    {
      id: 'id',
      header: words('title'),
      cell: ({ id }) => (
        <TextLink href={`/studio/${workspaceId}/jobs/${id}`} isName>
          <code>{id}</code>
        </TextLink>
      ),
      text: ({ id }) => id,
    },
    {
      id: 'state',
      header: words('state'),
      cell: ({ state }) => <JobStateLabel state={state} />,
      text: ({ state }) => statusCodes[state],
    },
    { id: 'progress', header: words('progress'), isNumeric: true, cell: percent, text: percent },
    {
      id: 'rows',
      header: words('rows'),
      isNumeric: true,
      cell: ({ progress }) => number(progress.rows),
      text: ({ progress }) => progress.rows,
    },
    {
      id: 'endpoint',
      header: words('endpoint'),
      cell: ({ endpointName }) => <span translate="no">{endpointName}</span>,
      text: ({ endpointName }) => endpointName,
    },
    {
      id: 'created',
      header: words('created'),
      cell: ({ createdAt }) => <TimeAgo iso={createdAt} />,
      text: ({ createdAt }) => createdAt,
    },
    { id: 'duration', header: words('duration'), isNumeric: true, cell: durationOf, text: durationOf },
  ]
}
