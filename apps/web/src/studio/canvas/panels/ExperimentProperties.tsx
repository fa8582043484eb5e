import { Field, Textarea } from '@fluentui/react-components'
import type { ExperimentAnswer, ExperimentCheckAnswer, RunDetailsAnswer } from '@sluice/contracts'
import { useEffect, useState } from 'react'
import { useWords } from '../../../shared/languages/words.ts'
import { useMessages } from '../../../shared/ui/feedback/use-messages.tsx'
import { Facts } from '../../../shared/ui/values/Facts.tsx'
import { TimeAgo } from '../../../shared/ui/values/TimeAgo.tsx'
import { AuthorName } from '../../naming/AuthorName.tsx'
import { useGraph } from '../editor/experiment-editor.ts'
import { experimentWords } from '../experiment-words.ts'
import styles from './panels.module.css'

const longestDescription = 10_000

/** What there is to say of the experiment as a whole. */
export function ExperimentProperties({
  experiment,
  run,
  faults,
  onDescription,
}: {
  readonly experiment: ExperimentAnswer
  readonly run: RunDetailsAnswer | undefined
  /** Those that no module has. */
  readonly faults: ExperimentCheckAnswer['faults']
  /** Undefined: it cannot be changed. */
  readonly onDescription: ((description: string) => Promise<void>) | undefined
}) {
  const words = useWords(experimentWords)
  const messages = useMessages()
  const graph = useGraph()
  const [description, setDescription] = useState(experiment.description)
  useEffect(() => setDescription(experiment.description), [experiment.description])
  const save = () => {
    if (onDescription === undefined || description === experiment.description) return
    onDescription(description).then(
      () => messages.done(words('descriptionSaved')),
      (error: unknown) => messages.failed(words('description'), error),
    )
  }
  return (
    <div className={styles.content}>
      <h2>{words('experiment')}</h2>
      {onDescription === undefined ? (
        experiment.description !== '' && <p translate="no">{experiment.description}</p>
      ) : (
        <Field label={words('description')}>
          <Textarea
            value={description}
            maxLength={longestDescription}
            rows={4}
            onChange={(_, { value }) => setDescription(value)}
            onBlur={save}
          />
        </Field>
      )}
      <Facts
        facts={[
          [words('modules'), graph.nodes.length],
          [words('lastRun'), run === undefined ? words('never') : <TimeAgo key="run" iso={run.createdAt} />],
          [words('updated'), <TimeAgo key="updated" iso={experiment.updatedAt} />],
          [words('created'), <TimeAgo key="created" iso={experiment.createdAt} />],
          [words('author'), <AuthorName key="author" author={experiment.author} />],
        ]}
      />
      {graph.webServiceParameters.length > 0 && (
        <section aria-label={words('webServiceParameters')}>
          <h3>{words('webServiceParameters')}</h3>
          <ul className={styles.list} translate="no">
            {graph.webServiceParameters.map(({ name }) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </section>
      )}
      {faults.length > 0 && (
        <section aria-label={words('faults')}>
          <h3>{words('faults')}</h3>
          <ul className={styles.list}>
            {faults.map(({ target, message }) => (
              <li key={`${target} ${message}`}>{message}</li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
