import { useWords } from '../../../shared/languages/words.ts'
import { TextLink } from '../../../shared/ui/navigation/TextLink.tsx'
import { useStudioPlace } from '../../api/use-studio-place.ts'
import type { Saved } from '../saved-place.ts'
import { savedWords } from '../saved-words.ts'

/** Where something was saved from. */
export function SavedOrigin({ saved: { experimentId, runId } }: { readonly saved: Saved }) {
  const words = useWords(savedWords)
  const { base } = useStudioPlace()
  if (experimentId === null) return null
  const experiment = `${base}/experiments/${experimentId}`
  if (runId === null) return <TextLink href={experiment}>{words('fromExperiment')}</TextLink>
  return <TextLink href={`${experiment}/runs/${runId}`}>{words('fromRun')}</TextLink>
}
