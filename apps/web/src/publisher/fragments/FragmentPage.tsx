import { Button, Tooltip } from '@fluentui/react-components'
import { DeleteRegular } from '@fluentui/react-icons'
import type { PolicyFragmentProperties } from '@sluice/contracts'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { isNotFound } from '../../shared/api-client/api-error.ts'
import { readResource } from '../../shared/api-client/resource.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useArmChange, useResource } from '../../shared/api-client/use-resource.ts'
import { allows, useSession } from '../../shared/auth/session.ts'
import { ResourceForm } from '../../shared/forms/ResourceForm.tsx'
import { useWords } from '../../shared/languages/words.ts'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { useMessages } from '../../shared/ui/feedback/use-messages.tsx'
import { NotFoundPage } from '../../shared/ui/page/NotFoundPage.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { publisherWords } from '../publisher-words.ts'
import { FragmentFields } from './FragmentFields.tsx'
import { FragmentUses } from './FragmentUses.tsx'
import { createFragmentSchema, type FragmentValues, toFragmentProperties } from './fragment-values.ts'
import { fragmentsWords } from './fragments-words.ts'
import { useFragmentUses } from './use-fragment-uses.ts'

const route = getRouteApi('/publisher/$service/fragments/$fragment')
const format = { format: 'rawxml' }

/** One policy fragment, and what includes it. */
export function FragmentPage() {
  const words = useWords(fragmentsWords)
  const area = useWords(publisherWords)
  const { fragment: name } = route.useParams()
  const service = useService()
  const navigate = useNavigate()
  const messages = useMessages()
  const change = useArmChange()
  const mayWrite = allows(useSession(), 'publisher')
  const path = `${service.id}/policyFragments/${encodeURIComponent(name)}`
  const list = `/publisher/${service.name}/fragments`
  const { data, error, refetch } = useResource<PolicyFragmentProperties>(path, format)
  const uses = useFragmentUses(path)
  const schema = useMemo(() => createFragmentSchema(words, false), [words])
  if (isNotFound(error)) return <NotFoundPage />

  const toValues = ({ description, value }: PolicyFragmentProperties): FragmentValues => ({
    name,
    description: description ?? '',
    value,
  })
  const put = (values: FragmentValues, ifMatch: string | undefined) =>
    change.mutateAsync({
      path,
      method: 'PUT',
      body: { properties: toFragmentProperties(values) },
      ...(ifMatch === undefined ? {} : { ifMatch }),
    })
  const remove = async () => {
    if (data === undefined) return
    const former = toValues(data.properties)
    try {
      await change.mutateAsync({ path, method: 'DELETE', ifMatch: data.entityTag })
      void navigate({ to: list, ignoreBlocker: true })
      messages.undoable(words('deleted', { name }), () => {
        put(former, undefined).catch((failure: unknown) => messages.failed(words('notRestored', { name }), failure))
      })
    } catch (failure) {
      messages.failed(words('deleteFailed', { name }), failure)
    }
  }
  const useCount = uses.data?.length ?? 0
  return (
    <Page
      title={name}
      isTitleTranslated={false}
      area={`${area('fragments')} · ${area('area')} · ${service.name}`}
      breadcrumbs={[{ label: area('fragments'), href: list }]}
      actions={
        mayWrite && (
          <Tooltip
            content={useCount === 0 ? words('delete') : words('usedCount', { count: useCount })}
            relationship={useCount === 0 ? 'inaccessible' : 'description'}
          >
            <Button
              icon={<DeleteRegular />}
              disabledFocusable={useCount > 0}
              onClick={() => useCount === 0 && void remove()}
            >
              {words('delete')}
            </Button>
          </Tooltip>
        )
      }
    >
      {data === undefined ? (
        error === null ? (
          <Loading lines={8} />
        ) : (
          <ErrorState error={error} onRetry={() => void refetch()} />
        )
      ) : (
        <>
          <ResourceForm
            key={path}
            schema={schema}
            saved={toValues(data.properties)}
            draftName={`fragment.${path}`}
            isWide
            fieldLabels={{ description: words('fieldDescription'), value: words('document') }}
            versions={{
              entityTag: data.entityTag,
              load: async () => toValues((await readResource<PolicyFragmentProperties>(path, format)).properties),
            }}
            onSave={(values, begun, isForced) => put(values, isForced ? undefined : begun)}
          >
            {(form) => <FragmentFields form={form} resource={path} isReadOnly={!mayWrite} />}
          </ResourceForm>
          <FragmentUses uses={uses} />
        </>
      )}
    </Page>
  )
}
