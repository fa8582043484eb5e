import { useQuery } from '@tanstack/react-query'
import { workspacesQuery } from '../../shared/api-client/workspaces-query.ts'
import { useWords } from '../../shared/languages/words.ts'
import { frameWords } from './frame-words.ts'
import { PlacePicker } from './PlacePicker.tsx'

/** The workspace that is worked in; another one opens at its experiments. */
export function WorkspacePicker({ workspace }: { readonly workspace: string }) {
  const words = useWords(frameWords)
  const { data: workspaces = [] } = useQuery(workspacesQuery)
  const places = workspaces.map(({ id, friendlyName }) => ({ id, name: friendlyName, href: `/studio/${id}` }))
  return <PlacePicker kind={words('workspace')} current={workspace} places={places} />
}
