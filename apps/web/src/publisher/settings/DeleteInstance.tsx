import { Button } from '@fluentui/react-components'
import { DeleteRegular } from '@fluentui/react-icons'
import type { PortalSummary } from '@sluice/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { sendArm } from '../../shared/api-client/resource.ts'
import { useService } from '../../shared/api-client/service.ts'
import { servicesQuery } from '../../shared/api-client/services-query.ts'
import { useArm } from '../../shared/api-client/use-resource.ts'
import { useWords } from '../../shared/languages/words.ts'
import { CostlyDialog } from '../../shared/ui/dialogs/CostlyDialog.tsx'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import { editingWords } from '../editing/editing-words.ts'
import styles from './Settings.module.css'
import { settingsWords } from './settings-words.ts'

/** The end of the instance, with what goes with it. */
export function DeleteInstance() {
  const service = useService()
  const words = useWords(settingsWords)
  const editing = useWords(editingWords)
  const messages = useMessages()
  const navigate = useNavigate()
  const client = useQueryClient()
  const [isAsked, setAsked] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>()
  const { data: summary } = useArm<PortalSummary>(isAsked ? `${service.id}/portalSummary` : undefined)
  const remove = async () => {
    setBusy(true)
    setFailure(undefined)
    try {
      await sendArm(service.id, { method: 'DELETE' })
    } catch (error) {
      setBusy(false)
      setFailure(error)
      return
    }
    messages.done(editing('deleted', { name: service.name }))
    await navigate({ to: '/' })
    await client.invalidateQueries(servicesQuery)
  }
  return (
    <Section title={words('deleteInstance')} description={words('deleteText')}>
      <Button icon={<DeleteRegular />} onClick={() => setAsked(true)}>
        {words('deleteInstance')}
      </Button>
      <CostlyDialog
        isOpen={isAsked}
        title={words('deleteTitle', { name: service.name })}
        name={service.name}
        confirmLabel={words('deleteConfirm')}
        isBusy={isBusy}
        error={failure}
        onConfirm={() => void remove()}
        onCancel={() => setAsked(false)}
      >
        <p>{words('deleteText')}</p>
        {summary !== undefined && (
          <>
            <p>{words('deleteWhat')}</p>
            <ul className={styles.list}>
              <li>{words('summaryApis', { count: summary.apis })}</li>
              <li>{words('summarySubscriptions', { count: summary.subscriptions.active })}</li>
              <li>{words('summaryUsers', { count: summary.users })}</li>
            </ul>
          </>
        )}
      </CostlyDialog>
    </Section>
  )
}
