import { Button, Dropdown, Field, Option } from '@fluentui/react-components'
import { ArrowClockwiseRegular } from '@fluentui/react-icons'
import type { TraceSummary } from '@sluice/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useService } from '../../shared/api-client/service.ts'
import { useAllResources, useArm, useArmChange } from '../../shared/api-client/use-resource.ts'
import { allows, useSession } from '../../shared/auth/session.ts'
import { useWords } from '../../shared/languages/words.ts'
import { AskDialog } from '../../shared/ui/dialogs/AskDialog.tsx'
import { NothingFound } from '../../shared/ui/feedback/EmptyState.tsx'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { NotAllowedPage } from '../../shared/ui/page/NotAllowedPage.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { useSearchChange } from '../editing/use-search-change.ts'
import { publisherWords } from '../publisher-words.ts'
import { NoTraces } from './NoTraces.tsx'
import { TraceTable } from './TraceTable.tsx'
import styles from './traces.module.css'
import { tracesWords } from './traces-words.ts'

const route = getRouteApi('/publisher/$service/traces')

export function TracesPage() {
  const canSee = allows(useSession(), 'publisher')
  return canSee ? <Traces /> : <NotAllowedPage needed="publisher" />
}

/** The last calls that were traced. */
function Traces() {
  const { api } = route.useSearch()
  const change = useSearchChange()
  const service = useService()
  const words = useWords(tracesWords)
  const area = useWords(publisherWords)
  const apis = useAllResources<{ readonly displayName: string }>(`${service.id}/apis`).data ?? []
  const traces = useArm<{ readonly value: readonly TraceSummary[] }>(`${service.id}/traces`, { apiId: api })
  return (
    <Page
      title={words('title')}
      area={`${area('area')} · ${service.name}`}
      description={words('description')}
      actions={
        <>
          <Button icon={<ArrowClockwiseRegular />} onClick={() => void traces.refetch()}>
            {words('reload')}
          </Button>
          <InvalidateButton />
        </>
      }
    >
      <TraceTable
        traces={traces}
        filters={
          <Field label={words('api')} className={styles.filter}>
            <Dropdown
              value={apis.find(({ name }) => name === api)?.properties.displayName ?? api ?? words('allApis')}
              selectedOptions={[api ?? '']}
              onOptionSelect={(_, { optionValue }) => change({ api: optionValue || undefined })}
            >
              <Option value="">{words('allApis')}</Option>
              {apis.map(({ name, properties }) => (
                <Option key={name} value={name}>
                  {properties.displayName}
                </Option>
              ))}
            </Dropdown>
          </Field>
        }
        empty={
          api === undefined ? (
            <NoTraces />
          ) : (
            <NothingFound things={words('things')} search={api} onClear={() => change({ api: undefined })} />
          )
        }
      />
    </Page>
  )
}

function InvalidateButton() {
  const words = useWords(tracesWords)
  const service = useService()
  const messages = useMessages()
  const invalidate = useArmChange()
  const [isAsking, setAsking] = useState(false)
  const confirm = async () => {
    try {
      await invalidate.mutateAsync({
        path: `${service.id}/gateways/managed/invalidateDebugCredentials`,
        method: 'POST',
      })
      messages.done(words('invalidated'))
    } catch (failure) {
      messages.failed(words('notInvalidated'), failure)
    }
    setAsking(false)
  }
  return (
    <>
      <Button onClick={() => setAsking(true)}>{words('invalidate')}</Button>
      <AskDialog
        isOpen={isAsking}
        title={words('invalidateTitle')}
        confirmLabel={words('invalidate')}
        isBusy={invalidate.isPending}
        onConfirm={() => void confirm()}
        onCancel={() => setAsking(false)}
      >
        {words('invalidateText')}
      </AskDialog>
    </>
  )
}
