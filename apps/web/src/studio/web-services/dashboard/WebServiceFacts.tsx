import type { ReactNode } from 'react'
import { useWords } from '../../../shared/languages/words.ts'
import { TextLink } from '../../../shared/ui/navigation/TextLink.tsx'
import { Facts } from '../../../shared/ui/values/Facts.tsx'
import { TimeAgo } from '../../../shared/ui/values/TimeAgo.tsx'
import { useWorkspace } from '../../api/workspace.ts'
import { useExperimentNames } from '../experiment-names.ts'
import { useWebService } from '../web-service-context.ts'
import { webServiceWords } from '../web-service-words.ts'
import styles from './dashboard.module.css'
import { dashboardWords } from './dashboard-words.ts'

/** Where a web service comes from, what goes in and what comes out. */
export function WebServiceFacts() {
  const words = useWords(dashboardWords)
  const own = useWords(webServiceWords)
  const { id: workspaceId } = useWorkspace()
  const { experimentId, createdAt, updatedAt, inputs, outputs, parameters, resources } = useWebService()
  const experiments = useExperimentNames()
  const experiment = experimentId === null ? undefined : experiments.get(experimentId)
  return (
    <Facts
      facts={[
        [
          own('experiment'),
          experiment === undefined ? (
            words(experimentId === null ? 'none' : 'experimentGone')
          ) : (
            <TextLink key="experiment" href={`/studio/${workspaceId}/experiments/${experimentId}`} isName>
              {experiment}
            </TextLink>
          ),
        ],
        [own('created'), <TimeAgo key="created" iso={createdAt} />],
        [own('updated'), <TimeAgo key="updated" iso={updatedAt} />],
        [words('inputs'), <Ports key="inputs" ports={inputs} />],
        [words('outputs'), <Ports key="outputs" ports={outputs} />],
        [
          words('parameters'),
          <List
            key="parameters"
            items={parameters.map(({ name, type }) => [
              name,
              <>
                <code translate="no">{name}</code> <span className={styles.secondary}>{type}</span>
              </>,
            ])}
          />,
        ],
        [
          words('worksWith'),
          <List
            key="resources"
            items={resources.map(({ name }) => [
              name,
              <span key={name} translate="no">
                {name}
              </span>,
            ])}
          />,
        ],
      ]}
    />
  )
}

/** So many columns are named; a table of hashed text has thousands. */
const shownColumns = 12

function Ports({
  ports,
}: {
  readonly ports: readonly { readonly name: string; readonly schema: readonly { readonly name: string }[] | null }[]
}) {
  return (
    <List
      items={ports.map(({ name, schema }) => {
        const names = (schema ?? []).map((column) => column.name)
        const rest = names.length > shownColumns ? ' …' : ''
        return [
          name,
          <span key={name} translate="no">
            <code>{name}</code>{' '}
            <span className={styles.secondary}>
              {names.slice(0, shownColumns).join(', ')}
              {rest}
            </span>
          </span>,
        ]
      })}
    />
  )
}

function List({ items }: { readonly items: readonly (readonly [key: string, item: ReactNode])[] }) {
  const words = useWords(dashboardWords)
  if (items.length === 0) return <>{words('none')}</>
  return (
    <ul className={styles.ports}>
      {items.map(([key, item]) => (
        <li key={key}>{item}</li>
      ))}
    </ul>
  )
}
