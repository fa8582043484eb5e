import { useMay } from '../../../shared/auth/use-may.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { ReadOnlyPage } from '../../../shared/ui/access/ReadOnlyPage.tsx'
import { Page } from '../../../shared/ui/page/Page.tsx'
import { useStudioPlace } from '../../api/use-studio-place.ts'
import { storageWords } from '../storage-words.ts'
import { AccountFacts } from './AccountFacts.tsx'
import { ContainerList } from './ContainerList.tsx'

/** The embedded storage account: what opens it, and its containers. */
export function StoragePage() {
  const words = useWords(storageWords)
  const { area } = useStudioPlace()
  const mayChange = useMay('publisher')
  return (
    <Page title={words('title')} description={words('description')} area={area}>
      <ReadOnlyPage needed="publisher" />
      <ContainerList />
      {mayChange && <AccountFacts />}
    </Page>
  )
}
