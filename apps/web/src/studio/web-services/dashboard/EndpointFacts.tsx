import type { EndpointAnswer } from '@sluice/contracts'
import { useWords } from '../../../shared/languages/words.ts'
import { TextLink } from '../../../shared/ui/navigation/TextLink.tsx'
import { CodeText } from '../../../shared/ui/values/CodeText.tsx'
import { Facts } from '../../../shared/ui/values/Facts.tsx'
import { useWorkspace } from '../../api/workspace.ts'
import { helpHref } from '../web-service-paths.ts'
import { webServiceWords } from '../web-service-words.ts'
import styles from './dashboard.module.css'
import { dashboardWords } from './dashboard-words.ts'
import { EndpointKey } from './EndpointKey.tsx'

/** What a program needs to call an endpoint: keys, ids, address, help pages. */
export function EndpointFacts({
  webServiceId,
  endpoint,
  isBatchOnly,
}: {
  readonly webServiceId: string
  readonly endpoint: EndpointAnswer
  readonly isBatchOnly: boolean
}) {
  const words = useWords(dashboardWords)
  const own = useWords(webServiceWords)
  const { id: workspaceId } = useWorkspace()
  const help = (topic: 'request-response' | 'batch') =>
    helpHref(workspaceId, webServiceId, { endpoint: endpoint.name, topic })
  const keyProps = { webServiceId, endpoint: endpoint.name }
  return (
    <Facts
      facts={[
        [own('apiKey'), <EndpointKey key="primary" {...keyProps} which="primary" />],
        [own('secondaryKey'), <EndpointKey key="secondary" {...keyProps} which="secondary" />],
        [own('workspaceId'), <CodeText key="workspace" value={workspaceId} name={own('workspaceId')} />],
        [own('serviceId'), <CodeText key="service" value={endpoint.id} name={own('serviceId')} />],
        [own('scoringAddress'), <CodeText key="address" value={endpoint.apiLocation} name={own('scoringAddress')} />],
        [
          words('apiHelp'),
          <span key="help" className={styles.links}>
            {!isBatchOnly && <TextLink href={help('request-response')}>{own('requestResponse')}</TextLink>}
            <TextLink href={help('batch')}>{own('batch')}</TextLink>
          </span>,
        ],
      ]}
    />
  )
}
