import type { ReactNode } from 'react'
import type { FieldValues } from 'react-hook-form'
import type * as z from 'zod'
import { readResource } from '../../shared/api-client/resource.ts'
import { useArmChange, useResource } from '../../shared/api-client/use-resource.ts'
import { allows, useSession } from '../../shared/auth/session.ts'
import { ResourceForm } from '../../shared/forms/ResourceForm.tsx'
import type { SchemaForm } from '../../shared/forms/use-schema-form.ts'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'

/** Settings of the instance that are always there: a form of their own, saved for themselves by administrators. */
export function SettingForm<Properties, Values extends FieldValues>({
  title,
  description,
  path,
  schema,
  toForm,
  toProperties = (values) => values,
  children,
}: {
  readonly title: string
  readonly description?: string
  readonly path: string
  readonly schema: z.ZodType<unknown, Values>
  readonly toForm: (properties: Properties) => Values
  readonly toProperties?: (values: Values) => object
  readonly children: (form: SchemaForm<Values>, isDisabled: boolean) => ReactNode
}) {
  const saved = useResource<Properties>(path)
  const { mutateAsync: change } = useArmChange()
  const isDisabled = !allows(useSession(), 'administrator')
  return (
    <Section title={title} {...(description === undefined ? {} : { description })}>
      {saved.data === undefined ? (
        saved.error === null ? (
          <Loading lines={3} />
        ) : (
          <ErrorState error={saved.error} onRetry={() => void saved.refetch()} />
        )
      ) : (
        <ResourceForm
          schema={schema}
          saved={toForm(saved.data.properties)}
          versions={{
            entityTag: saved.data.entityTag,
            load: async () => toForm((await readResource<Properties>(path)).properties),
          }}
          onSave={(values, ifMatch) =>
            change({ path, method: 'PATCH', ifMatch, body: { properties: toProperties(values) } })
          }
        >
          {(form) => children(form, isDisabled)}
        </ResourceForm>
      )}
    </Section>
  )
}
