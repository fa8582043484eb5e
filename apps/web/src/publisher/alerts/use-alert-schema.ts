import { useMemo } from 'react'
import { useWords } from '../../shared/languages/words.ts'
import { checkedAlertForm } from './alert-form.ts'
import { alertsWords } from './alerts-words.ts'

/** What a save asks for, in the words of the page. */
export function useAlertSchema() {
  const words = useWords(alertsWords)
  return useMemo(
    () =>
      checkedAlertForm({
        name: words('nameNeeded'),
        threshold: words('thresholdNeeded'),
        emails: words('emailsFault'),
        webhook: words('webhookUrlFault'),
      }),
    [words],
  )
}
