import type { BatchJobDetailsAnswer } from '@sluice/contracts'
import { useFormats } from '../../shared/languages/formats.ts'
import { useWords } from '../../shared/languages/words.ts'
import { TextLink } from '../../shared/ui/navigation/TextLink.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import { CodeText } from '../../shared/ui/values/CodeText.tsx'
import { Facts } from '../../shared/ui/values/Facts.tsx'
import { TimeAgo } from '../../shared/ui/values/TimeAgo.tsx'
import { useWorkspace } from '../api/workspace.ts'
import { endpointHref, webServiceHref } from '../web-services/web-service-paths.ts'
import { jobWords } from './job-words.ts'
import styles from './jobs.module.css'

/** What a job is about: inputs, parameters, times. */
export function JobFacts({ job }: { readonly job: BatchJobDetailsAnswer }) {
  const words = useWords(jobWords)
  const { duration } = useFormats()
  const { id: workspaceId } = useWorkspace()
  const { webServiceId, startedAt, finishedAt } = job
  const parameters = Object.entries(job.parameters)
  return (
    <>
      <Section title={words('inputs')}>
        {Object.keys(job.inputs).length === 0 && <p>{words('none')}</p>}
        <ul className={styles.files}>
          {Object.entries(job.inputs).map(([name, { address, path }]) => (
            <li key={name} translate="no">
              <code>{name}</code>
              <code>{`${address}/${path}`}</code>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={words('title')}>
        <Facts
          facts={[
            [
              words('webService'),
              <TextLink key="service" href={webServiceHref(workspaceId, webServiceId)} isName>
                {job.webServiceName}
              </TextLink>,
            ],
            [
              words('endpoint'),
              <TextLink key="endpoint" href={endpointHref(workspaceId, webServiceId, job.endpointName)} isName>
                {job.endpointName}
              </TextLink>,
            ],
            ['Id', <CodeText key="id" value={job.id} name="id" />],
            [words('created'), <TimeAgo key="created" iso={job.createdAt} />],
            ...(startedAt === undefined
              ? []
              : [[words('started'), <TimeAgo key="started" iso={startedAt} />] as const]),
            ...(finishedAt === undefined
              ? []
              : [[words('finished'), <TimeAgo key="finished" iso={finishedAt} />] as const]),
            ...(startedAt === undefined || finishedAt === undefined
              ? []
              : [[words('duration'), duration(Date.parse(finishedAt) - Date.parse(startedAt))] as const]),
            [words('badRowRule'), words(job.badRowRule === 'fail' ? 'badRowsFail' : 'badRowsKeep')],
            [
              words('parameters'),
              parameters.length === 0 ? (
                words('none')
              ) : (
                <span key="parameters" translate="no">
                  {parameters.map(([name, value]) => `${name} = ${JSON.stringify(value)}`).join(', ')}
                </span>
              ),
            ],
          ]}
        />
      </Section>
    </>
  )
}
