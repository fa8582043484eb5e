import { allows, type UserRole, useSession } from '../../shared/auth/session.ts'
import { useWords } from '../../shared/languages/words.ts'
import { Notice } from '../../shared/ui/feedback/Notice.tsx'
import { editingWords } from './editing-words.ts'

/** Says why nothing can be changed here, to whoever may only look. */
export function ReadOnlyNotice({ needed }: { readonly needed: UserRole }) {
  const session = useSession()
  const words = useWords(editingWords)
  if (allows(session, needed)) return null
  return <Notice intent="info">{words(needed === 'administrator' ? 'needsAdministrator' : 'needsPublisher')}</Notice>
}
