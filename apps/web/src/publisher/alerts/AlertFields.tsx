import { Field, Input } from '@fluentui/react-components'
import { alertKinds } from '@sluice/contracts'
import { useController, useWatch } from 'react-hook-form'
import { useService } from '../../shared/api-client/service.ts'
import { useAllResources } from '../../shared/api-client/use-resource.ts'
import {
  CheckboxField,
  NumberField,
  SelectField,
  SwitchField,
  TextAreaField,
  TextField,
} from '../../shared/forms/fields.tsx'
import { fromLocalTime, toLocalTime } from '../../shared/forms/local-time.ts'
import type { SchemaForm } from '../../shared/forms/use-schema-form.ts'
import { useWords } from '../../shared/languages/words.ts'
import { Section } from '../../shared/ui/page/Section.tsx'
import { SecretTextField } from '../editing/SecretTextField.tsx'
import { type AlertForm, isOfCalls } from './alert-form.ts'
import { alertsWords } from './alerts-words.ts'

/** Of what, from when on, and to whom. */
export function AlertFields({ form: { control } }: { readonly form: SchemaForm<AlertForm> }) {
  const words = useWords(alertsWords)
  const { id } = useService()
  const kind = useWatch({ control, name: 'kind' })
  const apis = useAllResources<{ readonly displayName: string }>(isOfCalls(kind) ? `${id}/apis` : undefined).data ?? []
  const percentiles = (['50', '95', '99'] as const).map((value) => ({ value, label: words(`percentile${value}`) }))
  return (
    <>
      <TextField control={control} name="displayName" label={words('displayName')} isRequired />
      <TextAreaField control={control} name="description" label={words('describe')} rows={2} />
      <SwitchField control={control} name="isEnabled" label={words('isEnabled')} />
      <Section title={words('limits')}>
        <SelectField
          control={control}
          name="kind"
          label={words('kind')}
          choices={alertKinds.map((value) => ({ value, label: words(value) }))}
        />
        {isOfCalls(kind) && (
          <SelectField
            control={control}
            name="apiId"
            label={words('api')}
            choices={[
              { value: '', label: words('allApis') },
              ...apis.map(({ name, properties }) => ({ value: name, label: properties.displayName })),
            ]}
          />
        )}
        {kind === 'latency' && (
          <>
            <SelectField control={control} name="percentile" label={words('percentile')} choices={percentiles} />
            <SelectField
              control={control}
              name="measure"
              label={words('measure')}
              choices={[
                { value: 'api', label: words('wholeTime') },
                { value: 'backend', label: words('backendTime') },
              ]}
            />
          </>
        )}
        <NumberField
          control={control}
          name="threshold"
          label={words('threshold')}
          hint={words(`${kind}Hint`)}
          min={0}
          isRequired
        />
        <NumberField
          control={control}
          name="endThreshold"
          label={words('endThreshold')}
          hint={words('endThresholdHint')}
          min={0}
        />
        {kind !== 'quota' && (
          <NumberField control={control} name="windowMinutes" label={words('windowMinutes')} min={1} max={1_440} />
        )}
        {isOfCalls(kind) && (
          <NumberField
            control={control}
            name="minimumCalls"
            label={words('minimumCalls')}
            hint={words('minimumCallsHint')}
            min={1}
          />
        )}
      </Section>
      <Section title={words('tell')}>
        <TextField control={control} name="emails" label={words('emails')} hint={words('emailsHint')} isCode />
        {kind === 'quota' && (
          <>
            <CheckboxField control={control} name="notifiesDeveloper" label={words('developerToo')} />
            <CheckboxField control={control} name="notifiesPublishers" label={words('publishersToo')} />
          </>
        )}
        <TextField control={control} name="webhookUrl" type="url" label={words('webhookUrl')} isCode />
        <SecretTextField
          control={control}
          name="webhookSecret"
          label={words('webhookSecret')}
          hint={words('webhookSecretHint')}
        />
        <NumberField
          control={control}
          name="remindAfterHours"
          label={words('remindAfterHours')}
          hint={words('remindHint')}
          min={1}
          max={168}
        />
        <MutedUntil control={control} label={words('mutedUntil')} />
      </Section>
    </>
  )
}

function MutedUntil({
  control,
  label,
}: {
  readonly control: SchemaForm<AlertForm>['control']
  readonly label: string
}) {
  const { field } = useController({ control, name: 'mutedUntil' })
  return (
    <Field label={label}>
      <Input
        ref={field.ref}
        type="datetime-local"
        value={toLocalTime(field.value)}
        onBlur={field.onBlur}
        onChange={(_, { value }) => field.onChange(fromLocalTime(value) ?? '')}
      />
    </Field>
  )
}
