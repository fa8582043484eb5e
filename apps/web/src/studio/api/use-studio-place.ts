import { useWords } from '../../shared/languages/words.ts'
import { studioWords } from '../studio-words.ts'
import { useWorkspace } from './workspace.ts'

/** Where pages of the workspace are, and what their titles end with. */
export function useStudioPlace(): { readonly base: string; readonly area: string } {
  const words = useWords(studioWords)
  const { id, friendlyName } = useWorkspace()
  return { base: `/studio/${id}`, area: `${words('studio')} · ${friendlyName}` }
}
