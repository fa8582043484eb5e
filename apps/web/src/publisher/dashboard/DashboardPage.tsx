import { useService } from '../../shared/api-client/service.ts'
import { useWords } from '../../shared/languages/words.ts'
import { Page } from '../../shared/ui/page/Page.tsx'
import { publisherWords } from '../publisher-words.ts'

export function DashboardPage() {
  const words = useWords(publisherWords)
  const service = useService()
  return (
    <Page title={words('dashboard')} area={`${words('area')} · ${service.name}`}>
      <p>{service.properties.publisherName}</p>
    </Page>
  )
}
