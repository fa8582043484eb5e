import { useFormats } from '../../../shared/languages/formats.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { Section } from '../../../shared/ui/page/Section.tsx'
import { DataTable } from '../../../shared/ui/table/DataTable.tsx'
import { Facts } from '../../../shared/ui/values/Facts.tsx'
import { savedWords } from '../saved-words.ts'
import { LearnedView } from './LearnedView.tsx'
import styles from './saved.module.css'
import type { ModelView, SavedView, TransformationView } from './saved-view.ts'

/** What a model or transformation was set to, and what it learned. */
export function SavedSummary({ view }: { readonly view: ModelView | TransformationView }) {
  return (
    <>
      <Settings view={view} />
      {view.kind === 'model' ? <ModelSummary view={view} /> : <TransformationSummary view={view} />}
    </>
  )
}

function Settings({ view: { settings } }: { readonly view: SavedView }) {
  const words = useWords(savedWords)
  return (
    <Section title={words('settings')}>
      {settings.length === 0 ? (
        <p>{words('settingsNone')}</p>
      ) : (
        <Facts
          facts={settings.map(({ name, title, value }) => [
            title,
            <span key={name} translate="no">
              {String(value)}
            </span>,
          ])}
        />
      )}
    </Section>
  )
}

function ModelSummary({ view }: { readonly view: ModelView }) {
  const words = useWords(savedWords)
  const { number } = useFormats()
  const { label, classes, training, featureColumns, featureColumnCount, learned } = view
  return (
    <>
      <Section title={words('learned')}>
        <div className={styles.part}>
          <Facts
            facts={[
              ...(label === null
                ? []
                : [
                    [
                      words('label'),
                      <code key="label" translate="no">
                        {label.name}
                      </code>,
                    ] as const,
                  ]),
              ...(classes === null
                ? []
                : [
                    [
                      words('classes'),
                      <span key="classes" translate="no">
                        {classes.join(', ')}
                      </span>,
                    ] as const,
                  ]),
              ...(training === null
                ? []
                : [
                    [
                      words('trainedOn'),
                      [
                        words('trainedRows', { rows: number(training.rowCount) }),
                        ...(training.droppedRowCount === 0
                          ? []
                          : [words('droppedRows', { rows: number(training.droppedRowCount) })]),
                      ].join(', '),
                    ] as const,
                  ]),
            ]}
          />
          {learned === null ? <p>{words('learnedNone')}</p> : <LearnedView learned={learned} />}
        </div>
      </Section>
      {featureColumns.length > 0 && (
        <Section
          title={words('features')}
          {...(featureColumnCount > featureColumns.length
            ? { description: words('featuresSome', { count: number(featureColumnCount) }) }
            : {})}
        >
          <ColumnTable label={words('features')} columns={featureColumns} />
        </Section>
      )}
    </>
  )
}

function TransformationSummary({ view: { columns, columnCount } }: { readonly view: TransformationView }) {
  const words = useWords(savedWords)
  const { number } = useFormats()
  return (
    <Section
      title={words('columns')}
      {...(columnCount > columns.length ? { description: words('featuresSome', { count: number(columnCount) }) } : {})}
    >
      <ColumnTable label={words('columns')} columns={columns} />
    </Section>
  )
}

interface Column {
  readonly name: string
  readonly type: string
  readonly effect?: string | null
}

function ColumnTable({ label, columns }: { readonly label: string; readonly columns: readonly Column[] }) {
  const words = useWords(savedWords)
  return (
    <DataTable
      label={label}
      rows={columns}
      columns={[
        { id: 'name', header: words('name'), cell: ({ name }) => <span translate="no">{name}</span> },
        { id: 'type', header: words('type'), cell: ({ type }) => <span translate="no">{type}</span> },
        ...(columns.some(({ effect }) => effect != null)
          ? [{ id: 'effect', header: words('effect'), cell: ({ effect }: Column) => effect ?? '' }]
          : []),
      ]}
      rowId={({ name }) => name}
      rowName={({ name }) => name}
      empty={null}
    />
  )
}
