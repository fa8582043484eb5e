import type { EndpointHelpAnswer } from '@sluice/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { isNotFound } from '../../../shared/api-client/api-error.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { ErrorState } from '../../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../../shared/ui/feedback/Loading.tsx'
import { TextLink } from '../../../shared/ui/navigation/TextLink.tsx'
import { NotFoundPage } from '../../../shared/ui/page/NotFoundPage.tsx'
import { Page } from '../../../shared/ui/page/Page.tsx'
import { Section } from '../../../shared/ui/page/Section.tsx'
import { useStudio } from '../../api/studio-api.ts'
import { useStudioPlace } from '../../api/use-studio-place.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { useLoadKey } from '../endpoint-keys.ts'
import { endpointHref, endpointPath, helpHref, webServiceHref, webServicesHref } from '../web-service-paths.ts'
import { webServiceWords } from '../web-service-words.ts'
import { HelpCall } from './HelpCall.tsx'
import { HelpErrors } from './HelpErrors.tsx'
import { HelpParameters } from './HelpParameters.tsx'
import { HelpPorts } from './HelpPorts.tsx'
import { HelpSamples } from './HelpSamples.tsx'
import styles from './help.module.css'
import { helpWords } from './help-words.ts'

const route = getRouteApi('/studio/$workspace/web-services/$webService/endpoints/$endpoint/help/$topic')

/** How a program calls an endpoint, with code to copy. */
export function HelpPage() {
  const words = useWords(helpWords)
  const own = useWords(webServiceWords)
  const { area } = useStudioPlace()
  const workspace = useWorkspace()
  const { webService, endpoint, topic } = route.useParams()
  const { language } = route.useSearch()
  const navigate = route.useNavigate()
  const { data, error, refetch } = useStudio<EndpointHelpAnswer>(`${endpointPath(webService, endpoint)}/help`)
  const loadKey = useLoadKey(webService, endpoint)
  if (isNotFound(error) || (topic !== 'request-response' && topic !== 'batch')) return <NotFoundPage />
  const isBatch = topic === 'batch'
  const calls = isBatch ? (data?.jobs ?? []) : (data?.score ?? [])
  // The other protocols come behind what the compatible service has.
  const [main, further] = isBatch ? [calls, []] : [calls.slice(0, 1), calls.slice(1)]
  return (
    <Page
      title={words(isBatch ? 'batchTitle' : 'rrsTitle', { name: data?.name ?? '' })}
      description={words(isBatch ? 'batchText' : 'rrsText')}
      area={area}
      width="text"
      breadcrumbs={[
        { label: own('title'), href: webServicesHref(workspace.id) },
        { label: data?.name ?? own('dashboard'), href: webServiceHref(workspace.id, webService) },
        { label: endpoint, href: endpointHref(workspace.id, webService, endpoint) },
      ]}
    >
      {data === undefined &&
        (error === null ? <Loading /> : <ErrorState error={error} onRetry={() => void refetch()} />)}
      {data !== undefined && calls.length === 0 && (
        <p>
          {words('onlyBatch')}{' '}
          <TextLink href={helpHref(workspace.id, webService, { endpoint, topic: 'batch' })}>
            {words('openBatch')}
          </TextLink>
        </p>
      )}
      {data !== undefined && calls.length > 0 && (
        <>
          {data.description !== '' && <p translate="no">{data.description}</p>}
          <nav aria-label={words('contents')}>
            <ul className={styles.contents}>
              {[
                ...main.map(({ title }, index) => ({ href: `#call-${index}`, title })),
                { href: '#errors', title: words('errorCodes') },
                { href: '#samples', title: words('sample') },
              ].map(({ href, title }) => (
                <li key={href}>
                  <a href={href}>{title}</a>
                </li>
              ))}
            </ul>
          </nav>
          {main.map((call, index) => (
            <HelpCall key={call.title} call={call} id={`call-${index}`} />
          ))}
          <HelpPorts title={words('inputs')} ports={data.inputs} />
          <HelpPorts title={words('outputs')} ports={data.outputs} />
          <HelpParameters parameters={data.parameters} />
          <HelpErrors errors={data.errors} />
          {further.length > 0 && (
            <Section title={words('further')} description={words('furtherText')}>
              {further.map((call, index) => (
                <HelpCall key={call.title} call={call} id={`further-${index}`} />
              ))}
            </Section>
          )}
          <HelpSamples
            calls={calls}
            language={language}
            onLanguage={(chosen) => void navigate({ search: { language: chosen }, replace: true })}
            loadKey={() => loadKey('primary')}
          />
        </>
      )}
    </Page>
  )
}
