import { Button, Field, Input, Spinner } from '@fluentui/react-components'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import * as z from 'zod'
import { armUrl } from '../../shared/api-client/resource.ts'
import { send } from '../../shared/api-client/send.ts'
import { azureSubscriptionsQuery } from '../../shared/api-client/services-query.ts'
import { allows, useSession } from '../../shared/auth/session.ts'
import { removeDraft } from '../../shared/forms/drafts.ts'
import { SelectField, TextField } from '../../shared/forms/fields.tsx'
import forms from '../../shared/forms/forms.module.css'
import { LeaveGuard } from '../../shared/forms/LeaveGuard.tsx'
import { useSchemaForm } from '../../shared/forms/use-schema-form.ts'
import { translate, useWords } from '../../shared/languages/words.ts'
import { ErrorNotice } from '../../shared/ui/feedback/ErrorNotice.tsx'
import { NotAllowedPage } from '../../shared/ui/page/NotAllowedPage.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { StateLabel } from '../../shared/ui/values/StateLabel.tsx'
import { homeWords } from '../home-words.ts'
import { CreationProgress } from './CreationProgress.tsx'
import styles from './NewInstancePage.module.css'

const route = getRouteApi('/new/api-management')
const draftName = 'new-instance'
const namePattern = /^[a-zA-Z](?:[a-zA-Z0-9-]{0,48}[a-zA-Z0-9])?$/
/** As long as somebody types, the server is not asked. */
const pauseMs = 300

const createSchema = () =>
  z.object({
    name: z.string().regex(namePattern, { error: () => translate(homeWords, 'invalidName') }),
    subscriptionId: z.string().min(1),
    region: z.string().min(1).max(60),
    organization: z
      .string()
      .min(1, { error: () => translate(homeWords, 'nameNeeded') })
      .max(100),
    email: z.email({ error: () => translate(homeWords, 'emailNeeded') }).max(100),
  })
type Values = z.infer<ReturnType<typeof createSchema>>

const firstStep = ['name', 'subscriptionId', 'region'] as const

interface NameCheck {
  readonly nameAvailable: boolean
  readonly message: string
}

/** The two steps that make an API Management instance, and how far the making is. */
export function NewInstancePage() {
  const words = useWords(homeWords)
  const session = useSession()
  const client = useQueryClient()
  const navigate = route.useNavigate()
  const { step: asked = 1 } = route.useSearch()
  const { data: subscriptions = [] } = useQuery(azureSubscriptionsQuery)
  const [schema] = useState(createSchema)
  const [creation, setCreation] = useState<{
    readonly name: string
    readonly statusUrl: string | null
    readonly id: string
  }>()
  const [error, setError] = useState<unknown>()
  const subscriptionId = subscriptions[0]?.subscriptionId ?? ''
  const [saved] = useState<Values>({ name: '', subscriptionId: '', region: 'Local', organization: '', email: '' })
  const form = useSchemaForm({ schema, saved, draftName })
  const { control, watch, trigger, setValue, getValues, formState } = form
  useEffect(() => {
    if (getValues('subscriptionId') === '' && subscriptionId !== '') setValue('subscriptionId', subscriptionId)
  }, [subscriptionId, getValues, setValue])
  const name = watch('name')
  const check = useNameCheck(name, watch('subscriptionId'))
  // Whoever comes by the address of the second step without the first begins with the first.
  const step = asked === 2 && namePattern.test(name) ? 2 : 1

  if (!allows(session, 'administrator')) return <NotAllowedPage needed="administrator" />
  if (creation !== undefined) return <CreationProgress {...creation} />

  const goOn = async () => {
    if (!(await trigger(firstStep, { shouldFocus: true })) || check.data?.nameAvailable === false) return
    await navigate({ search: { step: 2 } })
  }
  const create = form.handleSubmit(async (values) => {
    setError(undefined)
    const id = `/subscriptions/${values.subscriptionId}/resourceGroups/${values.name}/providers/Microsoft.ApiManagement/service/${values.name}`
    try {
      const { headers } = await send(armUrl(id), {
        method: 'PUT',
        body: {
          location: values.region,
          sku: { name: 'Developer', capacity: 1 },
          properties: { publisherName: values.organization, publisherEmail: values.email },
        },
      })
      removeDraft(draftName)
      form.markSaved(values)
      setCreation({ name: values.name, statusUrl: headers.get('azure-asyncoperation'), id })
      await client.invalidateQueries({ queryKey: ['services'] })
    } catch (reason) {
      setError(reason)
    }
  })
  return (
    <Page
      title={words('createTitle')}
      description={words('createText')}
      area="Sluice"
      breadcrumbs={[{ label: words('home'), href: '/' }]}
      width="text"
    >
      <form
        className={forms.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void (step === 1 ? goOn() : create(event))
        }}
      >
        <p className={styles.step} role="status">
          {words('stepsOf', { step, name: words(step === 1 ? 'step1' : 'step2') })}
        </p>
        {error !== undefined && <ErrorNotice error={error} />}
        {step === 1 ? (
          <>
            <div className={styles.name}>
              <TextField control={control} name="name" label={words('url')} hint={words('urlHint')} isCode isRequired />
              <NameState check={check} isTyped={namePattern.test(name)} />
            </div>
            <SelectField
              control={control}
              name="subscriptionId"
              label={words('subscription')}
              hint={words('subscriptionHint')}
              choices={subscriptions.map(({ subscriptionId: value, displayName }) => ({
                value,
                label: `${displayName} (${value})`,
              }))}
            />
            <TextField control={control} name="region" label={words('region')} hint={words('regionHint')} isRequired />
            <div className={styles.buttons}>
              <Button type="submit" appearance="primary">
                {words('next')}
              </Button>
            </div>
          </>
        ) : (
          <>
            <Field label={words('url')}>
              <Input value={name} readOnly input={{ translate: 'no' }} />
            </Field>
            <TextField
              control={control}
              name="organization"
              label={words('organization')}
              hint={words('organizationHint')}
              isRequired
            />
            <TextField
              control={control}
              name="email"
              type="email"
              autoComplete="email"
              label={words('administratorEmail')}
              isRequired
            />
            <div className={styles.buttons}>
              <Button type="submit" appearance="primary" disabledFocusable={formState.isSubmitting}>
                {words('create')}
              </Button>
              <Button onClick={() => void navigate({ search: {} })}>{words('back')}</Button>
            </div>
          </>
        )}
        <LeaveGuard isDirty={formState.isDirty && !formState.isSubmitting} onLeave={form.discard} />
      </form>
    </Page>
  )
}

function useNameCheck(name: string, subscriptionId: string) {
  const [settled, setSettled] = useState(name)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(name), pauseMs)
    return () => clearTimeout(timer)
  }, [name])
  return useQuery({
    queryKey: ['name-check', settled, subscriptionId],
    enabled: settled === name && namePattern.test(settled) && subscriptionId !== '',
    staleTime: 5_000,
    queryFn: async () =>
      (
        await send<NameCheck>(
          armUrl(`/subscriptions/${subscriptionId}/providers/Microsoft.ApiManagement/checkNameAvailability`),
          { method: 'POST', body: { name: settled } },
        )
      ).body,
  })
}

function NameState({
  check: { data, isFetching },
  isTyped,
}: {
  readonly check: { readonly data: NameCheck | undefined; readonly isFetching: boolean }
  readonly isTyped: boolean
}) {
  const words = useWords(homeWords)
  return (
    <p className={styles.state} role="status">
      {isTyped && isFetching && <Spinner size="tiny" label={words('checking')} labelPosition="after" />}
      {isTyped && !isFetching && data?.nameAvailable === true && <StateLabel kind="done">{words('free')}</StateLabel>}
      {isTyped && !isFetching && data?.nameAvailable === false && (
        <StateLabel kind="failed">{words('taken')}</StateLabel>
      )}
    </p>
  )
}
