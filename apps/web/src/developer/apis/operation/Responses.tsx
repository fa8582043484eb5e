import type { OperationProperties } from '@sluice/contracts'
import { useWords } from '../../../shared/languages/words.ts'
import { Markdown } from '../../../shared/ui/values/Markdown.tsx'
import { Bodies } from './Bodies.tsx'
import styles from './OperationPage.module.css'
import { operationWords } from './operation-words.ts'
import { ParameterList } from './ParameterList.tsx'
import { toStatusName } from './status-name.ts'

/** What an operation may answer, by status. */
export function Responses({
  api,
  responses,
}: {
  readonly api: string
  readonly responses: NonNullable<OperationProperties['responses']>
}) {
  const words = useWords(operationWords)
  if (responses.length === 0) return <p>{words('noResponses')}</p>
  return responses
    .toSorted((one, other) => one.statusCode - other.statusCode)
    .map(({ statusCode, description, representations = [], headers = [] }) => {
      const name = toStatusName(statusCode)
      return (
        <div key={statusCode} className={styles.response}>
          <h3 translate="no" className={styles[classOf(statusCode)]}>
            {name}
          </h3>
          {description != null && description !== '' && <Markdown text={description} />}
          {headers.length > 0 && (
            <div className={styles.body}>
              <h4>{words('responseHeaders')}</h4>
              <ParameterList parameters={headers} />
            </div>
          )}
          <Bodies api={api} name={name} level={4} representations={representations} />
        </div>
      )
    })
}

const classOf = (status: number) => (status < 300 ? 'ok' : status < 400 ? 'moved' : status < 500 ? 'refused' : 'failed')
