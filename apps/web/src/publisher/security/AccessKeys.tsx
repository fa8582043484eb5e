import { Button } from '@fluentui/react-components'
import { ArrowClockwiseRegular } from '@fluentui/react-icons'
import type { TenantAccessProperties } from '@sluice/contracts'
import { useState } from 'react'
import * as z from 'zod'
import { sendArm } from '../../shared/api-client/resource.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useArmChange } from '../../shared/api-client/use-resource.ts'
import { SwitchField } from '../../shared/forms/fields.tsx'
import { useWords } from '../../shared/languages/words.ts'
import { CostlyDialog } from '../../shared/ui/dialogs/CostlyDialog.tsx'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { SecretField } from '../../shared/ui/values/SecretField.tsx'
import { SettingForm } from '../editing/SettingForm.tsx'
import styles from './Security.module.css'
import { securityWords } from './security-words.ts'

const accessForm = z.object({ enabled: z.boolean() })
const keys = ['primaryKey', 'secondaryKey'] as const
type Key = (typeof keys)[number]
const actions = { primaryKey: 'regeneratePrimaryKey', secondaryKey: 'regenerateSecondaryKey' } as const

/** The two keys that calls can be signed with. */
export function AccessKeys() {
  const service = useService()
  const words = useWords(securityWords)
  const messages = useMessages()
  const { mutateAsync: change, isPending } = useArmChange()
  const [asked, setAsked] = useState<Key>()
  const [failure, setFailure] = useState<unknown>()
  // A revealed key would be the old one.
  const [generation, setGeneration] = useState(0)
  const path = `${service.id}/tenant/access`
  const load = async (key: Key) =>
    (await sendArm<TenantAccessProperties>(`${path}/listSecrets`, { method: 'POST' })).body[key] ?? ''
  const regenerate = async () => {
    if (asked === undefined) return
    setFailure(undefined)
    try {
      await change({ path: `${path}/${actions[asked]}`, method: 'POST' })
      setGeneration((count) => count + 1)
      setAsked(undefined)
      messages.done(words('keyRegenerated', { name: words(asked) }))
    } catch (error) {
      setFailure(error)
    }
  }
  return (
    <>
      <SettingForm
        title={words('accessKeys')}
        description={words('accessKeysText')}
        path={path}
        schema={accessForm}
        toForm={({ enabled }: TenantAccessProperties) => ({ enabled })}
      >
        {({ control }) => (
          <>
            <SwitchField control={control} name="enabled" label={words('accessOn')} />
            <div className={styles.keys}>
              {keys.map((key) => (
                <div key={key} className={styles.key}>
                  <span className={styles.keyName}>{words(key)}</span>
                  <SecretField key={generation} name={words(key)} load={() => load(key)} />
                  <Button size="small" icon={<ArrowClockwiseRegular />} onClick={() => setAsked(key)}>
                    {words('regenerate', { name: words(key) })}
                  </Button>
                </div>
              ))}
            </div>
          </>
        )}
      </SettingForm>
      <CostlyDialog
        isOpen={asked !== undefined}
        title={words('regenerate', { name: asked === undefined ? '' : words(asked) })}
        name={service.name}
        confirmLabel={words('regenerate', { name: asked === undefined ? '' : words(asked) })}
        isBusy={isPending}
        error={failure}
        onConfirm={() => void regenerate()}
        onCancel={() => setAsked(undefined)}
      >
        {words('regenerateText')}
      </CostlyDialog>
    </>
  )
}
