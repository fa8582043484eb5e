import { getRouteApi } from '@tanstack/react-router'
import { useWords } from '../../shared/languages/words.ts'
import { Page } from '../../shared/ui/page/Page.tsx'
import { developerWords } from '../developer-words.ts'

const route = getRouteApi('/developer/$service')

export function FrontPage() {
  const { service } = route.useParams()
  const words = useWords(developerWords)
  return (
    <Page title={service} area={words('area')} isTitleTranslated={false}>
      <p />
    </Page>
  )
}
