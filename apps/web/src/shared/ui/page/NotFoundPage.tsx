import { useWords } from '../../languages/words.ts'
import { LinkButton } from '../navigation/LinkButton.tsx'
import { uiWords } from '../ui-words.ts'
import { Page } from './Page.tsx'

export function NotFoundPage() {
  const words = useWords(uiWords)
  return (
    <Page title={words('notFoundTitle')} description={words('notFoundText')} area="Sluice">
      <LinkButton to="/">{words('openHome')}</LinkButton>
    </Page>
  )
}
