import type { WebServiceDetailsAnswer } from '@sluice/contracts'
import { useMemo } from 'react'
import type { Control } from 'react-hook-form'
import * as z from 'zod'
import { allows, useSession } from '../../../shared/auth/session.ts'
import { CheckboxField, TextAreaField, TextField } from '../../../shared/forms/fields.tsx'
import { ResourceForm } from '../../../shared/forms/ResourceForm.tsx'
import { useWords } from '../../../shared/languages/words.ts'
import { useStudioChange } from '../../api/studio-api.ts'
import { useWebService } from '../web-service-context.ts'
import { webServicePath } from '../web-service-paths.ts'
import styles from './configuration.module.css'
import { configurationWords } from './configuration-words.ts'

/** Names may hold dots, which forms take for places inside of values: descriptions are lists in the order of the parts. */
interface Configuration {
  readonly name: string
  readonly description: string
  readonly isLabelOptional: boolean
  readonly inputs: string[]
  readonly outputs: string[]
  readonly parameters: string[]
}
const groups = ['inputs', 'outputs', 'parameters'] as const

const toValues = (webService: WebServiceDetailsAnswer): Configuration => ({
  name: webService.name,
  description: webService.description,
  isLabelOptional: webService.isLabelOptional,
  inputs: webService.inputs.map(({ description }) => description),
  outputs: webService.outputs.map(({ description }) => description),
  parameters: webService.parameters.map(({ description }) => description),
})

/** What a web service is called, and what is said of it and its parts. */
export function ConfigurationPage() {
  const words = useWords(configurationWords)
  const webService = useWebService()
  const { mutateAsync } = useStudioChange()
  const isDisabled = !allows(useSession(), 'publisher')
  const schema = useMemo(() => {
    const texts = z.array(z.string().max(1000))
    return z.object({
      name: z.string().trim().min(1, words('nameMissing')).max(260),
      description: z.string().max(4000),
      isLabelOptional: z.boolean(),
      inputs: texts,
      outputs: texts,
      parameters: texts,
    })
  }, [words])
  const { labelColumns } = webService
  return (
    <ResourceForm<z.input<typeof schema>>
      schema={schema}
      saved={toValues(webService)}
      draftName={`web service ${webService.id}`}
      onSave={(values) => {
        const described = groups.map((group) => [
          group,
          Object.fromEntries(webService[group].map(({ name }, index) => [name, values[group][index] ?? ''])),
        ])
        const { name, description, isLabelOptional } = values
        return mutateAsync({
          method: 'PATCH',
          path: webServicePath(webService.id),
          body: { name: name.trim(), description, isLabelOptional, ...Object.fromEntries(described) },
          touches: ['/web-services'],
        })
      }}
    >
      {({ control }) => (
        <>
          <TextField control={control} name="name" label={words('name')} isRequired isDisabled={isDisabled} />
          <TextAreaField control={control} name="description" label={words('description')} isDisabled={isDisabled} />
          <CheckboxField
            control={control}
            name="isLabelOptional"
            label={words('isLabelOptional')}
            hint={
              labelColumns.length === 0
                ? words('isLabelOptionalNone')
                : words('isLabelOptionalHint', { columns: labelColumns.join(', ') })
            }
            isDisabled={isDisabled || labelColumns.length === 0}
          />
          {groups.map((group) => (
            <Descriptions key={group} group={group} control={control} isDisabled={isDisabled} />
          ))}
        </>
      )}
    </ResourceForm>
  )
}

function Descriptions({
  group,
  control,
  isDisabled,
}: {
  readonly group: (typeof groups)[number]
  readonly control: Control<Configuration>
  readonly isDisabled: boolean
}) {
  const words = useWords(configurationWords)
  const parts = useWebService()[group]
  if (parts.length === 0) return null
  return (
    <fieldset className={styles.group}>
      <legend>{words(group)}</legend>
      <p className={styles.note}>{words('inputsText')}</p>
      {parts.map(({ name }, index) => (
        <TextField
          key={name}
          control={control}
          name={`${group}.${index}`}
          label={words('of', { name })}
          isDisabled={isDisabled}
        />
      ))}
    </fieldset>
  )
}
