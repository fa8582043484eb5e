import type { EndpointAnswer } from '@sluice/contracts'
import { useMemo } from 'react'
import * as z from 'zod'
import { allows, useSession } from '../../../shared/auth/session.ts'
import { CheckboxField, NumberField, SelectField, TextAreaField } from '../../../shared/forms/fields.tsx'
import { ResourceForm } from '../../../shared/forms/ResourceForm.tsx'
import { useWords } from '../../../shared/languages/words.ts'
import { useStudioChange } from '../../api/studio-api.ts'
import { endpointPath, webServicePath } from '../web-service-paths.ts'
import { endpointWords } from './endpoint-words.ts'

/** What can be set on an endpoint. */
export function EndpointSettings({
  webServiceId,
  endpoint,
}: {
  readonly webServiceId: string
  readonly endpoint: EndpointAnswer
}) {
  const words = useWords(endpointWords)
  const { mutateAsync } = useStudioChange()
  const isDisabled = !allows(useSession(), 'publisher')
  const schema = useMemo(
    () =>
      z.object({
        description: z.string().max(4000),
        throttleLevel: z.enum(['Low', 'High']),
        // With the level Low it is not asked for.
        maxConcurrentCalls: z
          .number(words('concurrentWrong'))
          .int(words('concurrentWrong'))
          .max(200, words('concurrentWrong')),
        preventUpdate: z.boolean(),
        isSampleDataEnabled: z.boolean(),
        isLabelOptional: z.boolean(),
        diagnosticsTraceLevel: z.enum(['None', 'Error', 'All']),
      }),
    [words],
  )
  const path = endpointPath(webServiceId, endpoint.name)
  const { description, throttleLevel, maxConcurrentCalls, preventUpdate, isSampleDataEnabled } = endpoint
  return (
    <ResourceForm<z.input<typeof schema>>
      schema={schema}
      saved={{
        description,
        throttleLevel,
        maxConcurrentCalls: throttleLevel === 'Low' ? 20 : maxConcurrentCalls,
        preventUpdate,
        isSampleDataEnabled,
        isLabelOptional: endpoint.isLabelOptional,
        diagnosticsTraceLevel: endpoint.diagnosticsTraceLevel,
      }}
      draftName={`endpoint ${endpoint.id}`}
      onSave={({ maxConcurrentCalls: calls, ...values }) =>
        mutateAsync({
          method: 'PATCH',
          path,
          body: values.throttleLevel === 'Low' ? values : { ...values, maxConcurrentCalls: calls },
          touches: [webServicePath(webServiceId)],
        })
      }
    >
      {({ control, watch }) => {
        const isLow = watch('throttleLevel') === 'Low'
        return (
          <>
            <TextAreaField
              control={control}
              name="description"
              label={words('descriptionField')}
              rows={2}
              isDisabled={isDisabled}
            />
            <SelectField
              control={control}
              name="throttleLevel"
              label={words('level')}
              choices={[
                { value: 'Low', label: words('levelLow') },
                { value: 'High', label: words('levelHigh') },
              ]}
              isDisabled={isDisabled}
            />
            <NumberField
              control={control}
              name="maxConcurrentCalls"
              label={words('concurrent')}
              hint={words(isLow ? 'concurrentLow' : 'concurrentHint')}
              min={20}
              max={200}
              isDisabled={isDisabled || isLow}
            />
            <SelectField
              control={control}
              name="diagnosticsTraceLevel"
              label={words('diagnostics')}
              choices={(['None', 'Error', 'All'] as const).map((level) => ({
                value: level,
                label: words(`diagnostics${level}`),
              }))}
              isDisabled={isDisabled}
            />
            {(['isSampleDataEnabled', 'isLabelOptional', 'preventUpdate'] as const).map((name) => (
              <CheckboxField key={name} control={control} name={name} label={words(name)} isDisabled={isDisabled} />
            ))}
          </>
        )
      }}
    </ResourceForm>
  )
}
