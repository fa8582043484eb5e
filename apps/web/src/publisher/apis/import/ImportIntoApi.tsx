import { Button } from '@fluentui/react-components'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Resource } from '../../../shared/api-client/resource.ts'
import { useService } from '../../../shared/api-client/service.ts'
import { useArmChange } from '../../../shared/api-client/use-resource.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { ErrorNotice } from '../../../shared/ui/feedback/ErrorNotice.tsx'
import { useMessages } from '../../../shared/ui/feedback/use-messages.tsx'
import { type ApiView, apiHref, apiPath } from '../api-view.ts'
import type { SentDefinition } from './definition-source.ts'
import styles from './import.module.css'
import type { ImportPlan } from './import-plan.ts'
import { importWords } from './import-words.ts'
import { useImportJob } from './use-import-job.ts'

/** Renews an API by a definition. */
export function ImportIntoApi({
  api,
  plan,
  sent,
}: {
  readonly api: Resource<ApiView>
  readonly plan: ImportPlan
  readonly sent: SentDefinition
}) {
  const words = useWords(importWords)
  const service = useService()
  const navigate = useNavigate()
  const messages = useMessages()
  const change = useArmChange()
  const runJob = useImportJob()
  const [failure, setFailure] = useState<unknown>()
  const { displayName, path } = api.properties
  const href = apiHref(service.name, api.name, 'operations')
  const renew = async () => {
    setFailure(undefined)
    try {
      await runJob(displayName, href, async () => {
        const body = { properties: { ...sent, path } }
        await change.mutateAsync({ path: apiPath(service.id, api.name), method: 'PUT', body, ifMatch: '*' })
      })
    } catch (error) {
      setFailure(error)
      return
    }
    messages.done(words('imported', { name: displayName }))
    void navigate({ href })
  }
  const count = plan.removed.length
  return (
    <div className={styles.source}>
      <p>{words('existingText', { name: displayName })}</p>
      {failure !== undefined && <ErrorNotice error={failure} title={words('checkFailed')} />}
      <div>
        <Button
          appearance="primary"
          disabledFocusable={change.isPending}
          onClick={() => {
            if (!change.isPending) void renew()
          }}
        >
          {change.isPending ? words('importing') : count > 0 ? words('importAndRemove', { count }) : words('import')}
        </Button>
      </div>
    </div>
  )
}
