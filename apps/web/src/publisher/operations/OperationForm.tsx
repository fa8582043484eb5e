import { defaultStringifySearch, getRouteApi, useLocation, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { FieldPath } from 'react-hook-form'
import { allows, useSession } from '../../shared/auth/session.ts'
import type { SchemaForm } from '../../shared/forms/use-schema-form.ts'
import { useWords } from '../../shared/languages/words.ts'
import { RouteTabs } from '../../shared/ui/navigation/RouteTabs.tsx'
import { FormText } from '../policies/FormText.tsx'
import { PolicyDocument } from '../policies/PolicyDocument.tsx'
import { CachingTab } from './CachingTab.tsx'
import { changedFields, operationTabs, tabsOf } from './operation-tabs.ts'
import type { OperationValues } from './operation-values.ts'
import styles from './operations.module.css'
import { operationsWords } from './operations-words.ts'
import { RequestTab } from './RequestTab.tsx'
import { ResponsesTab } from './ResponsesTab.tsx'
import { SignatureTab } from './SignatureTab.tsx'

const route = getRouteApi('/publisher/$service/apis/$api/operations')

/** The parts of an operation under tabs of which each has an address. */
export function OperationForm({
  form,
  path,
  isNew,
}: {
  readonly form: SchemaForm<OperationValues>
  readonly path: string | undefined
  readonly isNew: boolean
}) {
  const words = useWords(operationsWords)
  const { tab = 'signature' } = route.useSearch()
  const navigate = useNavigate()
  const { pathname, search } = useLocation()
  const mayWrite = allows(useSession(), 'publisher')
  const values = form.watch()
  const { errors, submitCount, defaultValues, isSubmitting } = form.formState
  const dirty = tabsOf(changedFields(values, (defaultValues ?? {}) as Partial<OperationValues>))

  // A fault that stands under another tab is gone to: nobody finds what is not on the screen.
  const shownFor = useRef(0)
  const faulty = tabsOf(Object.keys(errors))
  const [first] = faulty
  useEffect(() => {
    if (isSubmitting || shownFor.current === submitCount || first === undefined) return
    shownFor.current = submitCount
    if (!faulty.includes(tab)) {
      void navigate({ to: '.', search: (before) => ({ ...before, tab: first }), replace: true })
    }
  }, [submitCount, isSubmitting, first, faulty, tab, navigate])
  // Its field is there to be focused only after that.
  const focusFor = useRef(0)
  const [firstField] = Object.keys(errors)
  useEffect(() => {
    if (isSubmitting || focusFor.current === submitCount || firstField === undefined || !faulty.includes(tab)) return
    focusFor.current = submitCount
    form.setFocus(firstField as FieldPath<OperationValues>)
  }, [submitCount, isSubmitting, firstField, faulty, tab, form])

  const tabHref = (id: string) => `${pathname}${defaultStringifySearch({ ...search, tab: id })}`
  return (
    <>
      <div>
        <RouteTabs
          label={words('tabs')}
          selected={tab}
          tabs={operationTabs.map((id) => ({
            id,
            label: words(id),
            href: tabHref(id),
            isDirty: dirty.includes(id),
          }))}
        />
      </div>
      <fieldset className={styles.tab} disabled={!mayWrite} aria-label={words(tab)}>
        {tab === 'signature' && <SignatureTab form={form} isNew={isNew} />}
        {tab === 'caching' && <CachingTab form={form} isReadOnly={!mayWrite} />}
        {tab === 'request' && <RequestTab form={form} />}
        {tab === 'responses' && <ResponsesTab form={form} />}
        {tab === 'policies' && (
          <FormText control={form.control} name="policy">
            {(text, onChange) => (
              <PolicyDocument
                value={text}
                onChange={onChange}
                scope="operation"
                resource={path}
                isReadOnly={!mayWrite}
                isSaved={text === defaultValues?.policy}
              />
            )}
          </FormText>
        )}
      </fieldset>
    </>
  )
}
