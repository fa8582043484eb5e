import { useMemo } from 'react'
import { useFormats } from '../../../shared/languages/formats.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { Notice } from '../../../shared/ui/feedback/Notice.tsx'
import { DataTable, type TableColumn } from '../../../shared/ui/table/DataTable.tsx'
import { StateLabel } from '../../../shared/ui/values/StateLabel.tsx'
import { Verb } from '../../../shared/ui/values/Verb.tsx'
import styles from './import.module.css'
import { type ImportPlan, type PlannedChange, toChanges } from './import-plan.ts'
import { importWords } from './import-words.ts'

const kinds = { added: 'done', changed: 'info', removed: 'failed' } as const

/** What the import would add, change and remove. */
export function PlanView({ plan }: { readonly plan: ImportPlan }) {
  const words = useWords(importWords)
  const { number } = useFormats()
  const changes = useMemo(() => toChanges(plan), [plan])
  const columns = useMemo(
    (): readonly TableColumn<PlannedChange>[] => [
      {
        id: 'change',
        header: words('change'),
        text: ({ kind }) => words(kind),
        cell: ({ kind }) => <StateLabel kind={kinds[kind]}>{words(kind)}</StateLabel>,
      },
      {
        id: 'verb',
        header: words('verb'),
        text: ({ method }) => method,
        cell: ({ method }) => <Verb verb={method} />,
      },
      {
        id: 'path',
        header: words('path'),
        text: ({ urlTemplate }) => urlTemplate,
        cell: ({ urlTemplate }) => <code translate="no">{urlTemplate}</code>,
      },
      {
        id: 'name',
        header: words('name'),
        text: ({ name }) => name,
        cell: ({ name }) => <span translate="no">{name}</span>,
      },
      {
        id: 'fields',
        header: words('fields'),
        text: ({ fields }) => fields.join(', '),
        cell: ({ fields }) => <span translate="no">{fields.join(', ')}</span>,
      },
    ],
    [words],
  )
  const { definition, added, changed, removed, unchanged, notes } = plan
  return (
    <div className={styles.plan}>
      <p>
        {words('readAs', { format: definition.format, version: definition.version })}
        {' · '}
        {words('counts', {
          added: number(added.length),
          changed: number(changed.length),
          removed: number(removed.length),
          unchanged: number(unchanged),
        })}
      </p>
      {removed.length > 0 && <Notice intent="warning">{words('removedText', { count: removed.length })}</Notice>}
      {notes.length > 0 && (
        <Notice intent="info" title={words('notesTitle')}>
          <ul className={styles.notes} translate="no">
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </Notice>
      )}
      <DataTable
        label={words('operations')}
        rows={changes}
        columns={columns}
        rowId={({ kind, id }) => `${kind} ${id}`}
        rowName={({ name }) => name}
        empty={<p>{words('nothingChanges')}</p>}
      />
    </div>
  )
}
