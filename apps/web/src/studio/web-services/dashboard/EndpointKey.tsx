import { Button, Tooltip } from '@fluentui/react-components'
import { ArrowSyncRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { allows, useSession } from '../../../shared/auth/session.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { CostlyDialog } from '../../../shared/ui/dialogs/CostlyDialog.tsx'
import { useMessages } from '../../../shared/ui/feedback/use-messages.tsx'
import { SecretField } from '../../../shared/ui/values/SecretField.tsx'
import { useStudioChange } from '../../api/studio-api.ts'
import { type KeyName, useLoadKey } from '../endpoint-keys.ts'
import { endpointPath } from '../web-service-paths.ts'
import { webServiceWords } from '../web-service-words.ts'
import styles from './dashboard.module.css'
import { dashboardWords } from './dashboard-words.ts'

/** A key of an endpoint: masked, revealed, copied, and made anew. */
export function EndpointKey({
  webServiceId,
  endpoint,
  which,
}: {
  readonly webServiceId: string
  readonly endpoint: string
  readonly which: KeyName
}) {
  const words = useWords(dashboardWords)
  const own = useWords(webServiceWords)
  const messages = useMessages()
  const [isAsking, setAsking] = useState(false)
  // A field that shows the old key must not go on showing it.
  const [generation, setGeneration] = useState(0)
  const { mutate, isPending, error, reset } = useStudioChange()
  const load = useLoadKey(webServiceId, endpoint)
  const mayChange = allows(useSession(), 'publisher')
  const name = own(which === 'primary' ? 'apiKey' : 'secondaryKey')
  if (!mayChange) return <>{own('needsPublisher')}</>
  return (
    <span className={styles.key}>
      <SecretField key={generation} name={name} load={() => load(which)} />
      <Tooltip content={words('regenerate', { name })} relationship="label">
        <Button appearance="subtle" icon={<ArrowSyncRegular />} onClick={() => setAsking(true)} />
      </Tooltip>
      <CostlyDialog
        isOpen={isAsking}
        title={words('regenerateQuestion', { name, endpoint })}
        name={endpoint}
        confirmLabel={words('regenerateConfirm')}
        isBusy={isPending}
        error={error}
        onCancel={() => {
          reset()
          setAsking(false)
        }}
        onConfirm={() =>
          mutate(
            {
              method: 'POST',
              path: `${endpointPath(webServiceId, endpoint)}/renew-key`,
              body: { key: which },
              touches: [],
            },
            {
              onSuccess() {
                setAsking(false)
                setGeneration((before) => before + 1)
                messages.done(words('regenerated', { name }))
              },
            },
          )
        }
      >
        {words('regenerateText')}
      </CostlyDialog>
    </span>
  )
}
