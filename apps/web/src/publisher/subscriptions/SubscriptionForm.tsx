import type { SubscriptionProperties } from '@sluice/contracts'
import type { ReadResource } from '../../shared/api-client/resource.ts'
import { readResource } from '../../shared/api-client/resource.ts'
import { useArmChange } from '../../shared/api-client/use-resource.ts'
import { CheckboxField, SwitchField, TextField } from '../../shared/forms/fields.tsx'
import { ResourceForm } from '../../shared/forms/ResourceForm.tsx'
import { useWords } from '../../shared/languages/words.ts'
import { fromSubscription, subscriptionValues, toSubscription } from './subscription-values.ts'
import { subscriptionWords } from './subscription-words.ts'

/** Name, tracing and last day of a subscription. */
export function SubscriptionForm({
  subscription,
  isDisabled,
}: {
  readonly subscription: ReadResource<SubscriptionProperties>
  readonly isDisabled: boolean
}) {
  const words = useWords(subscriptionWords)
  const { mutateAsync } = useArmChange()
  const { id, name, properties, entityTag } = subscription
  return (
    <ResourceForm
      schema={subscriptionValues}
      saved={fromSubscription(name, properties)}
      draftName={`subscription ${id}`}
      fieldLabels={{
        displayName: words('displayName'),
        allowTracing: words('allowTracing'),
        expirationDate: words('expirationDate'),
        enforceExpiration: words('enforceExpiration'),
      }}
      versions={{
        entityTag,
        load: async () => fromSubscription(name, (await readResource<SubscriptionProperties>(id)).properties),
      }}
      onSave={(values, ifMatch) =>
        mutateAsync({
          path: id,
          method: 'PATCH',
          ifMatch,
          body: { properties: toSubscription(values, properties) },
        })
      }
    >
      {({ control }) => (
        <>
          <TextField
            control={control}
            name="displayName"
            label={words('displayName')}
            isRequired
            isDisabled={isDisabled}
          />
          <TextField
            control={control}
            name="expirationDate"
            type="date"
            label={words('expirationDate')}
            hint={words('expirationHint')}
            isDisabled={isDisabled}
          />
          <CheckboxField
            control={control}
            name="enforceExpiration"
            label={words('enforceExpiration')}
            isDisabled={isDisabled}
          />
          <SwitchField
            control={control}
            name="allowTracing"
            label={words('allowTracing')}
            hint={words('allowTracingHint')}
            isDisabled={isDisabled}
          />
        </>
      )}
    </ResourceForm>
  )
}
