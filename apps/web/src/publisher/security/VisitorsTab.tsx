import type { DelegationSettings, PortalConfigProperties, SigninSettings, SignupSettings } from '@sluice/contracts'
import { useMemo } from 'react'
import * as z from 'zod'
import { sendArm } from '../../shared/api-client/resource.ts'
import { useService } from '../../shared/api-client/service.ts'
import { SwitchField, TextAreaField, TextField } from '../../shared/forms/fields.tsx'
import { useWords } from '../../shared/languages/words.ts'
import { SecretField } from '../../shared/ui/values/SecretField.tsx'
import { SecretTextField } from '../editing/SecretTextField.tsx'
import { SettingForm } from '../editing/SettingForm.tsx'
import styles from './Security.module.css'
import { securityWords } from './security-words.ts'

const signinForm = z.object({ enabled: z.boolean() })
const passwordForm = z.object({ enableBasicAuth: z.boolean() })
const signupForm = z.object({
  enabled: z.boolean(),
  termsOfService: z.object({ enabled: z.boolean(), consentRequired: z.boolean(), text: z.string() }),
})

/** Who may come in, and where. */
export function VisitorsTab() {
  const service = useService()
  const words = useWords(securityWords)
  const delegationForm = useMemo(
    () =>
      z
        .object({
          url: z.string().refine((url) => url === '' || /^https?:\/\/\S+$/.test(url), words('delegationUrlFault')),
          validationKey: z.string(),
          subscriptions: z.object({ enabled: z.boolean() }),
          userRegistration: z.object({ enabled: z.boolean() }),
        })
        .refine(
          ({ url, subscriptions, userRegistration }) =>
            url !== '' || (!subscriptions.enabled && !userRegistration.enabled),
          { path: ['url'], error: words('delegationUrlFault') },
        ),
    [words],
  )
  const settings = `${service.id}/portalsettings`
  return (
    <>
      <SettingForm
        title={words('requireSignInTitle')}
        path={`${settings}/signin`}
        schema={signinForm}
        toForm={({ enabled }: SigninSettings) => ({ enabled })}
      >
        {({ control }, isDisabled) => (
          <SwitchField control={control} name="enabled" label={words('requireSignIn')} isDisabled={isDisabled} />
        )}
      </SettingForm>
      <SettingForm
        title={words('passwords')}
        description={words('passwordsText')}
        path={`${service.id}/portalconfigs/default`}
        schema={passwordForm}
        toForm={({ enableBasicAuth }: PortalConfigProperties) => ({ enableBasicAuth })}
      >
        {({ control }, isDisabled) => (
          <SwitchField control={control} name="enableBasicAuth" label={words('passwordsOn')} isDisabled={isDisabled} />
        )}
      </SettingForm>
      <SettingForm
        title={words('signUp')}
        description={words('signUpText')}
        path={`${settings}/signup`}
        schema={signupForm}
        toForm={({ enabled, termsOfService }: SignupSettings) => ({
          enabled,
          termsOfService: { ...termsOfService, text: termsOfService.text ?? '' },
        })}
      >
        {({ control, watch }, isDisabled) => (
          <>
            <SwitchField control={control} name="enabled" label={words('signUpOpen')} isDisabled={isDisabled} />
            <SwitchField
              control={control}
              name="termsOfService.enabled"
              label={words('termsShown')}
              isDisabled={isDisabled}
            />
            {watch('termsOfService.enabled') && (
              <>
                <TextAreaField
                  control={control}
                  name="termsOfService.text"
                  label={words('terms')}
                  hint={words('textHint')}
                  rows={6}
                  isDisabled={isDisabled}
                />
                <SwitchField
                  control={control}
                  name="termsOfService.consentRequired"
                  label={words('consent')}
                  isDisabled={isDisabled}
                />
              </>
            )}
          </>
        )}
      </SettingForm>
      <SettingForm
        title={words('delegation')}
        description={words('delegationText')}
        path={`${settings}/delegation`}
        schema={delegationForm}
        toForm={({ url, subscriptions, userRegistration }: DelegationSettings) => ({
          url: url ?? '',
          validationKey: '',
          subscriptions,
          userRegistration,
        })}
        toProperties={({ url, validationKey, ...rest }) => ({
          ...rest,
          url: url || null,
          ...(validationKey === '' ? {} : { validationKey }),
        })}
      >
        {({ control }, isDisabled) => (
          <>
            <TextField
              control={control}
              name="url"
              label={words('delegationUrl')}
              placeholder="https://"
              isCode
              isDisabled={isDisabled}
            />
            <SwitchField
              control={control}
              name="userRegistration.enabled"
              label={words('delegationUsers')}
              isDisabled={isDisabled}
            />
            <SwitchField
              control={control}
              name="subscriptions.enabled"
              label={words('delegationSubscriptions')}
              isDisabled={isDisabled}
            />
            <SecretTextField
              control={control}
              name="validationKey"
              label={words('delegationKey')}
              hint={words('delegationKeyHint')}
              isDisabled={isDisabled}
            />
            {!isDisabled && (
              <div className={styles.key}>
                <span className={styles.keyName}>{words('validationKey')}</span>
                <SecretField
                  name={words('validationKey')}
                  load={async () =>
                    (
                      await sendArm<{ validationKey?: string }>(`${settings}/delegation/listSecrets`, {
                        method: 'POST',
                      })
                    ).body.validationKey ?? ''
                  }
                />
              </div>
            )}
          </>
        )}
      </SettingForm>
    </>
  )
}
