import type { ListedExperimentAnswer } from '@sluice/contracts'
import { useFormats } from '../../../shared/languages/formats.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { TextLink } from '../../../shared/ui/navigation/TextLink.tsx'
import type { TableColumn } from '../../../shared/ui/table/DataTable.tsx'
import { TimeAgo } from '../../../shared/ui/values/TimeAgo.tsx'
import { useStudioPlace } from '../../api/use-studio-place.ts'
import { AuthorName } from '../../naming/AuthorName.tsx'
import { experimentWords } from '../experiment-words.ts'
import { ExperimentActions } from './ExperimentActions.tsx'
import { RunStateLabel } from './RunStateLabel.tsx'

/** Columns of the list of experiments. */
export function useExperimentColumns(
  onDelete: (experiment: ListedExperimentAnswer) => void,
): readonly TableColumn<ListedExperimentAnswer>[] {
  const words = useWords(experimentWords)
  const { number } = useFormats()
  const { base } = useStudioPlace()
  const timeOf = ({ lastRun }: ListedExperimentAnswer) =>
    lastRun?.finishedAt ?? lastRun?.startedAt ?? lastRun?.createdAt
  return [
    {
      id: 'name',
      header: words('name'),
      sortField: 'name',
      cell: ({ id, name }) => (
        <TextLink href={`${base}/experiments/${id}`} isName>
          {name}
        </TextLink>
      ),
      text: ({ name }) => name,
    },
    {
      id: 'state',
      header: words('state'),
      cell: ({ lastRun }) => <RunStateLabel state={lastRun?.state} />,
      text: ({ lastRun }) => words(lastRun?.state ?? 'stateNone'),
    },
    {
      id: 'ranAt',
      header: words('ranAt'),
      cell: (row) => {
        const iso = timeOf(row)
        return iso === undefined ? null : <TimeAgo iso={iso} />
      },
      text: (row) => timeOf(row) ?? '',
    },
    {
      id: 'modules',
      header: words('modules'),
      isNumeric: true,
      cell: ({ moduleCount }) => number(moduleCount),
      text: ({ moduleCount }) => moduleCount,
    },
    {
      id: 'author',
      header: words('author'),
      cell: ({ author }) => <AuthorName author={author} />,
      text: ({ author }) => author,
    },
    {
      id: 'updatedAt',
      header: words('changed'),
      sortField: 'updatedAt',
      cell: ({ updatedAt }) => <TimeAgo iso={updatedAt} />,
      text: ({ updatedAt }) => updatedAt,
    },
    {
      id: 'createdAt',
      header: words('created'),
      sortField: 'createdAt',
      isOptional: true,
      cell: ({ createdAt }) => <TimeAgo iso={createdAt} />,
      text: ({ createdAt }) => createdAt,
    },
    {
      id: 'actions',
      header: '',
      cell: (experiment) => <ExperimentActions experiment={experiment} onDelete={() => onDelete(experiment)} />,
    },
  ]
}
