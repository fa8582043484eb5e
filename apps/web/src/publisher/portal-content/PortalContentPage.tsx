import { OpenRegular } from '@fluentui/react-icons'
import { getRouteApi } from '@tanstack/react-router'
import { useService } from '../../shared/api-client/service.ts'
import { useWords } from '../../shared/languages/words.ts'
import { LinkButton } from '../../shared/ui/navigation/LinkButton.tsx'
import { RouteTabs } from '../../shared/ui/navigation/RouteTabs.tsx'
import { TextLink } from '../../shared/ui/navigation/TextLink.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { publisherWords } from '../publisher-words.ts'
import { PageList } from './PageList.tsx'
import styles from './PortalContent.module.css'
import { portalContentWords } from './portal-content-words.ts'
import { VisitSettings } from './VisitSettings.tsx'
import { WikiTab } from './WikiTab.tsx'

const route = getRouteApi('/publisher/$service/portal-content')

export function PortalContentPage() {
  const { tab = 'pages' } = route.useSearch()
  const service = useService()
  const words = useWords(portalContentWords)
  const area = useWords(publisherWords)
  const base = `/publisher/${service.name}`
  return (
    <Page
      title={area('portalContent')}
      area={`${area('area')} · ${service.name}`}
      description={words('description')}
      actions={
        <LinkButton icon={<OpenRegular />} to="/developer/$service" params={{ service: service.name }}>
          {words('openPortal')}
        </LinkButton>
      }
    >
      <p className={styles.elsewhere}>
        {words('organization')} <TextLink href={`${base}/settings`}>{area('settings')}</TextLink>. {words('terms')}{' '}
        <TextLink href={`${base}/security`}>{area('security')}</TextLink>.
      </p>
      <RouteTabs
        label={words('tabs')}
        selected={tab}
        tabs={[
          { id: 'pages', label: words('pages'), href: `${base}/portal-content` },
          { id: 'places', label: words('places'), href: `${base}/portal-content?tab=places` },
          { id: 'visits', label: words('visits'), href: `${base}/portal-content?tab=visits` },
        ]}
      />
      {tab === 'pages' ? <PageList /> : tab === 'places' ? <WikiTab /> : <VisitSettings />}
    </Page>
  )
}
