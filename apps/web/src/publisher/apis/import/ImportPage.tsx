import { Button, Field, Select } from '@fluentui/react-components'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { isApiError } from '../../../shared/api-client/api-error.ts'
import { useService } from '../../../shared/api-client/service.ts'
import { useAllResources } from '../../../shared/api-client/use-resource.ts'
import { useMay } from '../../../shared/auth/use-may.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { NotAllowedPage } from '../../../shared/ui/page/NotAllowedPage.tsx'
import { Page } from '../../../shared/ui/page/Page.tsx'
import { Section } from '../../../shared/ui/page/Section.tsx'
import { publisherWords } from '../../publisher-words.ts'
import type { ApiView } from '../api-view.ts'
import { CheckProgress } from './CheckProgress.tsx'
import { DefinitionFaults } from './DefinitionFaults.tsx'
import { DefinitionSourceFields } from './DefinitionSourceFields.tsx'
import { type DefinitionSource, emptySource, isEmptySource, toSent } from './definition-source.ts'
import { placeOf } from './fault-place.ts'
import { ImportIntoApi } from './ImportIntoApi.tsx'
import { ImportNew } from './ImportNew.tsx'
import styles from './import.module.css'
import { importWords } from './import-words.ts'
import { PlanView } from './PlanView.tsx'
import { useImportCheck } from './use-import-check.ts'

const route = getRouteApi('/publisher/$service/apis/import')

/** Makes an API of a definition, or renews one; shows beforehand what that does. */
export function ImportPage() {
  const words = useWords(importWords)
  const area = useWords(publisherWords)
  const service = useService()
  const { api: target = '' } = route.useSearch()
  const navigate = route.useNavigate()
  const [source, setSource] = useState(emptySource)
  const { check, run, stop } = useImportCheck()
  const { data: apis = [] } = useAllResources<ApiView>(`${service.id}/apis`, { $orderby: 'displayName asc' })
  const error = check.state === 'failed' ? check.error : undefined
  const faults = useMemo(() => toCodeFaults(error), [error])
  if (!useMay('publisher')) return <NotAllowedPage needed="publisher" />

  const into = apis.find(({ name }) => name === target)
  const start = (from: DefinitionSource, api = target) => void run(toSent(from), api === '' ? undefined : api)
  const change = (part: Partial<DefinitionSource>) => {
    setSource((before) => ({ ...before, ...part }))
    // What was found belongs to what was there before; faults stay as marks while they are mended.
    if (check.state !== 'failed' || part.text === undefined) stop()
  }
  const chooseTarget = (api: string) => {
    void navigate({ search: { api: api === '' ? undefined : api }, replace: true })
    if (check.state === 'done') start(source, api)
  }
  return (
    <Page
      title={words('title')}
      description={words('lead')}
      area={`${area('area')} · ${service.name}`}
      breadcrumbs={[{ label: area('apis'), href: `/publisher/${service.name}/apis` }]}
    >
      <Section title={words('definition')} description={words('definitionHint')}>
        <div className={styles.narrow}>
          <Field label={words('existing')}>
            <Select value={target} onChange={(_, { value }) => chooseTarget(value)}>
              <option value="">{words('newApi')}</option>
              {apis.map(({ name, properties }) => (
                <option key={name} value={name}>
                  {properties.isCurrent ? properties.displayName : `${properties.displayName} (${name})`}
                </option>
              ))}
            </Select>
          </Field>
          <DefinitionSourceFields
            source={source}
            faults={faults}
            onChange={change}
            onFile={(text, fileName) => {
              const next = { ...source, text, fileName }
              setSource(next)
              start(next)
            }}
          />
          {check.state === 'running' ? (
            <CheckProgress startedAt={check.startedAt} onStop={stop} />
          ) : (
            <div>
              <Button
                appearance={check.state === 'done' ? 'secondary' : 'primary'}
                disabledFocusable={isEmptySource(source)}
                onClick={() => {
                  if (!isEmptySource(source)) start(source)
                }}
              >
                {words('check')}
              </Button>
            </div>
          )}
          {error !== undefined && (
            <DefinitionFaults error={error} text={source.kind === 'address' ? undefined : source.text} />
          )}
        </div>
      </Section>
      {check.state === 'done' && (
        <Section title={words('plan')}>
          <PlanView plan={check.plan} />
          {into === undefined ? (
            <ImportNew plan={check.plan} sent={check.sent} />
          ) : (
            <ImportIntoApi api={into} plan={check.plan} sent={check.sent} />
          )}
        </Section>
      )}
    </Page>
  )
}

function toCodeFaults(error: unknown) {
  if (!isApiError(error)) return undefined
  return error.faults.flatMap(({ target, message }) => {
    const place = placeOf(target)
    return place === undefined ? [] : [{ ...place, message }]
  })
}
