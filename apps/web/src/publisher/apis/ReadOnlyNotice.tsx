import { useWords } from '../../shared/languages/words.ts'
import { Notice } from '../../shared/ui/feedback/Notice.tsx'
import { listWords } from './list/list-words.ts'
import { useMayWrite } from './use-may-write.ts'

/** Why nothing can be changed here, for those who may only read. */
export function ReadOnlyNotice() {
  const words = useWords(listWords)
  return useMayWrite() ? null : <Notice intent="info">{words('writersOnly')}</Notice>
}
