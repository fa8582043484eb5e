import { useMemo } from 'react'
import { useWords } from '../../shared/languages/words.ts'
import type { FormTexts } from './form-texts.ts'
import { securityWords } from './security-words.ts'

/** What the forms of providers say of wrong values. */
export function useFormTexts(): FormTexts {
  const words = useWords(securityWords)
  return useMemo(
    () => ({
      needed: words('needed'),
      url: words('urlFault'),
      policies: words('policyFault'),
      parameters: words('tokenBodyFault'),
    }),
    [words],
  )
}
