import { PlayRegular } from '@fluentui/react-icons'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useWords } from '../../../shared/languages/words.ts'
import { LinkButton } from '../../../shared/ui/navigation/LinkButton.tsx'
import { Page } from '../../../shared/ui/page/Page.tsx'
import { Section } from '../../../shared/ui/page/Section.tsx'
import { CopyButton } from '../../../shared/ui/values/CopyButton.tsx'
import { Markdown } from '../../../shared/ui/values/Markdown.tsx'
import { Verb } from '../../../shared/ui/values/Verb.tsx'
import { apiQuery, hostnamesQuery, operationQuery } from '../../catalogue/catalogue.ts'
import { UrlTemplate } from '../../catalogue/UrlTemplate.tsx'
import { developerWords } from '../../developer-words.ts'
import { usePortal } from '../../use-portal.ts'
import { Bodies } from './Bodies.tsx'
import styles from './OperationPage.module.css'
import { OperationSamples } from './OperationSamples.tsx'
import { operationWords } from './operation-words.ts'
import { ParameterList, type ShownParameter } from './ParameterList.tsx'
import { Responses } from './Responses.tsx'

const route = getRouteApi('/developer/$service/apis/$api/operations/$operation')

/** How an operation is called, and what it answers. */
export function OperationPage() {
  const words = useWords(operationWords)
  const shared = useWords(developerWords)
  const { service, base, area } = usePortal()
  const { api: apiId, operation: id } = route.useParams()
  const { data: api } = useSuspenseQuery(apiQuery(service, apiId))
  const { data: operation } = useSuspenseQuery(operationQuery(service, apiId, id))
  const { data: hostnames } = useSuspenseQuery(hostnamesQuery(service, apiId))
  const { displayName, method, urlTemplate, templateParameters, description, request, responses } = operation.properties
  const { subscriptionRequired, subscriptionKeyParameterNames: keys } = api.properties
  const host = hostnames.value[0]?.properties
  const version = host?.version
  const [pathPart = ''] = urlTemplate.split('?')
  const parameters: ShownParameter[] = [
    ...templateParameters.map((parameter) => ({
      ...parameter,
      place: words(pathPart.includes(`{${parameter.name}}`) ? 'path' : 'query'),
    })),
    ...(request?.queryParameters ?? []).map((parameter) => ({ ...parameter, place: words('query') })),
  ]
  const headers: ShownParameter[] = [
    ...(version?.scheme === 'Header'
      ? [{ name: version.name, type: 'string', required: true, defaultValue: version.value }]
      : []),
    ...(subscriptionRequired
      ? [
          {
            name: keys.header,
            type: 'string',
            required: true,
            description: words('keyText', { query: keys.query }),
          },
        ]
      : []),
    ...(request?.headers ?? []).filter(({ name }) => name.toLowerCase() !== keys.header.toLowerCase()),
  ]
  if (version?.scheme === 'Query') {
    parameters.push({
      name: version.name,
      type: 'string',
      required: true,
      defaultValue: version.value,
      place: words('query'),
    })
  }
  const representations = request?.representations ?? []
  return (
    <Page
      title={displayName}
      isTitleTranslated={false}
      area={area}
      breadcrumbs={[
        { label: shared('home'), href: base },
        { label: shared('apis'), href: `${base}/apis` },
        { label: api.properties.displayName, href: `${base}/apis/${encodeURIComponent(apiId)}` },
      ]}
      actions={
        <LinkButton
          to="/developer/$service/apis/$api/operations/$operation/try"
          params={{ service, api: apiId, operation: id }}
          appearance="primary"
          icon={<PlayRegular />}
        >
          {words('tryIt')}
        </LinkButton>
      }
    >
      <div className={styles.parts}>
        <div className={styles.main}>
          <ul className={styles.addresses}>
            {hostnames.value.map(({ properties: { baseUrl } }) => (
              <li key={baseUrl} className={styles.address}>
                <Verb verb={method} />
                <span className={styles.url}>
                  <code translate="no">{baseUrl}</code>
                  <UrlTemplate template={urlTemplate} />
                </span>
                <CopyButton value={baseUrl + urlTemplate} name={words('address')} size="small" />
              </li>
            ))}
          </ul>
          {description != null && description !== '' && (
            <div className={styles.description}>
              <Markdown text={description} />
            </div>
          )}
          <Section title={words('parameters')}>
            {parameters.length === 0 ? <p>{words('noParameters')}</p> : <ParameterList parameters={parameters} />}
          </Section>
          {headers.length > 0 && (
            <Section title={words('headers')}>
              <ParameterList parameters={headers} />
            </Section>
          )}
          {(representations.length > 0 || request?.description) && (
            <Section title={words('body')}>
              {request?.description && <Markdown text={request.description} />}
              <Bodies api={apiId} name={words('body')} level={3} representations={representations} />
            </Section>
          )}
          <Section title={words('responses')}>
            <Responses api={apiId} responses={responses ?? []} />
          </Section>
        </div>
        <div className={styles.side}>
          {host !== undefined && (
            <OperationSamples
              api={apiId}
              operation={operation.properties}
              host={host}
              keyHeader={subscriptionRequired ? keys.header : undefined}
            />
          )}
        </div>
      </div>
    </Page>
  )
}
