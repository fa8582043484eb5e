import type { ReadResource } from '../../shared/api-client/resource.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useResource } from '../../shared/api-client/use-resource.ts'
import { allows, useSession } from '../../shared/auth/session.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ReadOnlyNotice } from '../../shared/ui/access/ReadOnlyNotice.tsx'
import { CodeBlock } from '../../shared/ui/code/CodeBlock.tsx'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import { publisherWords } from '../publisher-words.ts'
import { DeletedInstances } from './DeletedInstances.tsx'
import { DeleteInstance } from './DeleteInstance.tsx'
import { InstanceAddresses } from './InstanceAddresses.tsx'
import { InstanceFields } from './InstanceFields.tsx'
import type { Instance } from './instance-form.ts'
import styles from './Settings.module.css'
import { settingsWords } from './settings-words.ts'

/** An instance has more beside its properties than other resources. */
export type ReadInstance = ReadResource<Instance['properties']> & Instance

export function SettingsPage() {
  const service = useService()
  const words = useWords(settingsWords)
  const area = useWords(publisherWords)
  const canWrite = allows(useSession(), 'administrator')
  const saved = useResource<Instance['properties']>(service.id)
  const instance = saved.data as ReadInstance | undefined
  return (
    <Page
      title={area('settings')}
      area={`${area('area')} · ${service.name}`}
      description={words('description')}
      width="text"
    >
      <ReadOnlyNotice needed="administrator" />
      {instance === undefined ? (
        saved.error === null ? (
          <Loading />
        ) : (
          <ErrorState error={saved.error} onRetry={() => void saved.refetch()} />
        )
      ) : (
        <>
          <Section title={words('general')}>
            <InstanceFields instance={instance} />
          </Section>
          <InstanceAddresses instance={instance} />
        </>
      )}
      <Section title={words('configuration')} description={words('configurationText')}>
        <div className={styles.commands}>
          <CodeBlock label={words('exportCommand')} text="npx sluice export configuration" />
          <CodeBlock label={words('importCommand')} text="npx sluice import configuration --dry-run" />
        </div>
      </Section>
      <DeletedInstances />
      {canWrite && <DeleteInstance />}
    </Page>
  )
}
