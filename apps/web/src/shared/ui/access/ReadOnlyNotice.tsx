import type { UserRole } from '../../auth/session.ts'
import { useMay } from '../../auth/use-may.ts'
import { defineWords, useWords } from '../../languages/words.ts'
import { Notice } from '../feedback/Notice.tsx'

const readOnlyWords = defineWords('readOnly', {
  en: {
    needsAdministrator: 'Only administrators can change this.',
    needsPublisher: 'Only publishers and administrators can change this.',
  },
  nl: {
    needsAdministrator: 'Alleen beheerders kunnen dit wijzigen.',
    needsPublisher: 'Alleen uitgevers en beheerders kunnen dit wijzigen.',
  },
})

/** Says why nothing can be changed here, to whoever may only look. */
export function ReadOnlyNotice({ needed }: { readonly needed: UserRole }) {
  const words = useWords(readOnlyWords)
  if (useMay(needed)) return null
  return <Notice intent="info">{words(needed === 'administrator' ? 'needsAdministrator' : 'needsPublisher')}</Notice>
}
