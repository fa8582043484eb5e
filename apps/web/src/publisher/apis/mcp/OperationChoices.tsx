import { Checkbox, Field, Input, Textarea } from '@fluentui/react-components'
import type { OperationProperties } from '@sluice/contracts'
import { type Control, useController, useFormState } from 'react-hook-form'
import type { Resource } from '../../../shared/api-client/resource.ts'
import { useService } from '../../../shared/api-client/service.ts'
import { useAllResources } from '../../../shared/api-client/use-resource.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { ErrorState } from '../../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../../shared/ui/feedback/Loading.tsx'
import { Verb } from '../../../shared/ui/values/Verb.tsx'
import { apiPath } from '../api-view.ts'
import styles from './mcp.module.css'
import { mcpWords } from './mcp-words.ts'
import { type NewMcpValues, type ToolDraft, toToolDraft } from './new-mcp-form.ts'

type Operation = Resource<OperationProperties>

/** The operations of an API, each with the name and description of the tool that it becomes once it is ticked. */
export function OperationChoices({ control, api }: { readonly control: Control<NewMcpValues>; readonly api: string }) {
  const words = useWords(mcpWords)
  const service = useService()
  const operations = useAllResources<OperationProperties>(`${apiPath(service.id, api)}/operations`)
  const { field } = useController({ control, name: 'tools' })
  const { errors } = useFormState({ control, name: 'tools' })
  const tools: readonly ToolDraft[] = field.value
  if (operations.data === undefined) {
    if (operations.error === null) return <Loading lines={4} />
    return <ErrorState error={operations.error} onRetry={() => void operations.refetch()} />
  }
  const { data } = operations
  if (data.length === 0) return <p>{words('noOperations')}</p>
  const isAll = tools.length === data.length
  const setAll = (isChosen: boolean) =>
    field.onChange(
      isChosen ? data.map((one) => tools.find(({ operationId }) => operationId === one.id) ?? toToolDraft(one)) : [],
    )
  const toggle = (operation: Operation, isChosen: boolean) =>
    field.onChange(
      isChosen ? [...tools, toToolDraft(operation)] : tools.filter(({ operationId }) => operationId !== operation.id),
    )
  const change = (index: number, next: Partial<ToolDraft>) =>
    field.onChange(tools.map((tool, at) => (at === index ? { ...tool, ...next } : tool)))
  return (
    <fieldset className={styles.checklist}>
      <legend>{words('operations')}</legend>
      <p className={styles.hint}>{words('operationsHint')}</p>
      <Checkbox
        ref={field.ref}
        label={words('selectAll')}
        checked={isAll || (tools.length > 0 && 'mixed')}
        onChange={(_, { checked }) => setAll(checked === true)}
      />
      <ul className={styles.tools}>
        {data.map((operation) => {
          const index = tools.findIndex(({ operationId }) => operationId === operation.id)
          const { displayName, method, urlTemplate } = operation.properties
          return (
            <li key={operation.id} className={styles.tool}>
              <Checkbox
                label={
                  <span className={styles.label} translate="no">
                    {displayName} <Verb verb={method} /> <code className={styles.template}>{urlTemplate}</code>
                  </span>
                }
                checked={index >= 0}
                onBlur={field.onBlur}
                onChange={(_, { checked }) => toggle(operation, checked === true)}
              />
              {index >= 0 && (
                <ToolFields
                  tool={tools[index] as ToolDraft}
                  of={displayName}
                  fault={errors.tools?.[index]?.name?.message}
                  onChange={(next) => change(index, next)}
                />
              )}
            </li>
          )
        })}
      </ul>
      {errors.tools?.message !== undefined && (
        <p className={styles.fault} role="alert">
          {errors.tools.message}
        </p>
      )}
    </fieldset>
  )
}

function ToolFields({
  tool,
  of,
  fault,
  onChange,
}: {
  readonly tool: ToolDraft
  /** Name of the operation. */
  readonly of: string
  readonly fault: string | undefined
  readonly onChange: (next: Partial<ToolDraft>) => void
}) {
  const words = useWords(mcpWords)
  return (
    <div className={styles.fields}>
      <Field
        label={words('nameOf', { name: of })}
        required
        {...(fault === undefined ? {} : { validationMessage: fault, validationState: 'error' as const })}
      >
        <Input
          value={tool.name}
          autoComplete="off"
          spellCheck={false}
          input={{ translate: 'no' }}
          onChange={(_, { value }) => onChange({ name: value })}
        />
      </Field>
      <Field label={words('descriptionOf', { name: of })}>
        <Textarea
          value={tool.description}
          resize="vertical"
          textarea={{ rows: 2 }}
          onChange={(_, { value }) => onChange({ description: value })}
        />
      </Field>
    </div>
  )
}
