import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { servicesQuery } from '../../shared/api-client/services-query.ts'
import { useFormats } from '../../shared/languages/formats.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { LinkButton } from '../../shared/ui/navigation/LinkButton.tsx'
import { NotFoundPage } from '../../shared/ui/page/NotFoundPage.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { CodeText } from '../../shared/ui/values/CodeText.tsx'
import { Facts } from '../../shared/ui/values/Facts.tsx'
import { homeWords } from '../home-words.ts'
import { ServiceState } from './ServiceState.tsx'

const route = getRouteApi('/instances/$service')

/** What an instance is and where its portals are. */
export function InstancePage() {
  const words = useWords(homeWords)
  const formats = useFormats()
  const { service: name } = route.useParams()
  const { data, error, refetch } = useQuery(servicesQuery)
  const service = data?.find((one) => one.name === name)
  if (data !== undefined && service === undefined) return <NotFoundPage />
  const portal = service?.properties.portalUrl ?? location.origin
  return (
    <Page
      title={name}
      isTitleTranslated={false}
      area="Sluice"
      breadcrumbs={[{ label: words('home'), href: '/' }]}
      badge={service && <ServiceState service={service} />}
      width="text"
      actions={
        <>
          <LinkButton to="/publisher/$service" params={{ service: name }} appearance="primary">
            {words('manage')}
          </LinkButton>
          <LinkButton to="/developer/$service" params={{ service: name }}>
            {words('openDeveloper')}
          </LinkButton>
        </>
      }
    >
      {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {service === undefined && error === null && <Loading />}
      {service !== undefined && (
        <Facts
          facts={[
            [words('organization'), service.properties.publisherName],
            [words('administratorEmail'), service.properties.publisherEmail],
            [words('region'), service.location],
            [
              words('gatewayAddress'),
              service.properties.gatewayUrl && (
                <CodeText value={service.properties.gatewayUrl} name={words('gatewayAddress')} />
              ),
            ],
            [
              words('openDeveloper'),
              <CodeText key="d" value={`${portal}/developer/${name}`} name={words('openDeveloper')} />,
            ],
            [words('resourceId'), <CodeText key="i" value={service.id} name={words('resourceId')} />],
            [words('created'), formats.moment(service.properties.createdAtUtc)],
          ]}
        />
      )}
    </Page>
  )
}
