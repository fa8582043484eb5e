import type { OperationProperties } from '@sluice/contracts'
import { useWords } from '../../shared/languages/words.ts'
import type { RequestFaults } from './build-request.ts'
import type { ConsoleDraft } from './console-draft.ts'
import { readVariables } from './fill-template.ts'
import { NamedRows } from './NamedRows.tsx'
import styles from './TryConsole.module.css'
import { tryItWords } from './try-it-words.ts'
import { ValueField } from './ValueField.tsx'

/** Parameters of the template, then those of the query, then one's own. */
export function ParameterFields({
  operation,
  draft,
  onDraft,
  faults,
  onLeave,
}: {
  readonly operation: OperationProperties
  readonly draft: ConsoleDraft
  readonly onDraft: (draft: ConsoleDraft) => void
  readonly faults: RequestFaults
  readonly onLeave: (field: string) => void
}) {
  const words = useWords(tryItWords)
  const variables = readVariables(operation.urlTemplate)
  const declared = operation.request?.queryParameters ?? []
  return (
    <div className={styles.fields}>
      {variables.length + declared.length === 0 && <p className={styles.hint}>{words('requestParametersNone')}</p>}
      <div className={styles.parameters}>
        {variables.map(({ name, isRest }) => {
          const parameter = operation.templateParameters.find((one) => one.name === name)
          return (
            <ValueField
              key={`template ${name}`}
              name={name}
              value={draft.template[name] ?? ''}
              onValue={(value) => onDraft({ ...draft, template: { ...draft.template, [name]: value } })}
              onLeave={() => onLeave(`template.${name}`)}
              isRequired={!isRest}
              description={parameter?.description}
              values={parameter?.values}
              fault={faults[`template.${name}`]}
            />
          )
        })}
        {declared.map(({ name, required, description, values }) => (
          <ValueField
            key={`query ${name}`}
            name={name}
            value={draft.declared[name] ?? ''}
            onValue={(value) => onDraft({ ...draft, declared: { ...draft.declared, [name]: value } })}
            onLeave={() => onLeave(`declared.${name}`)}
            isRequired={required === true}
            description={description}
            values={values}
            fault={faults[`declared.${name}`]}
          />
        ))}
      </div>
      <NamedRows
        kind="parameters"
        rows={draft.query}
        onRows={(query) => onDraft({ ...draft, query })}
        faults={faults}
        onLeave={onLeave}
      />
    </div>
  )
}
