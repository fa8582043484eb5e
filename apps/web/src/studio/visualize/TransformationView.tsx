import type { ValueViewAnswer } from '@sluice/contracts'
import { useFormats } from '../../shared/languages/formats.ts'
import { Section } from '../../shared/ui/page/Section.tsx'
import { DataTable, type TableColumn } from '../../shared/ui/table/DataTable.tsx'
import { Facts } from '../../shared/ui/values/Facts.tsx'
import styles from './VisualizeDialog.module.css'
import { useVisualizeWords } from './visualize-words.ts'

type Transformation = Extract<ValueViewAnswer, { kind: 'transformation' }>
type Row = Transformation['columns'][number]

/** What a transformation does to each column. */
export function TransformationView({ transformation }: { readonly transformation: Transformation }) {
  const words = useVisualizeWords()
  const { figure, number } = useFormats()
  const { title, settings, columns: rows, columnCount } = transformation
  const figuresOf = ({ figures }: Row) =>
    Object.entries(figures)
      .map(([name, value]) => `${name} ${typeof value === 'number' ? figure(value) : value}`)
      .join(', ')
  const columns: TableColumn<Row>[] = [
    {
      id: 'name',
      header: words('column'),
      cell: ({ name }) => <span translate="no">{name}</span>,
      text: ({ name }) => name,
    },
    {
      id: 'type',
      header: words('type'),
      cell: ({ type }) => <span translate="no">{type}</span>,
      text: ({ type }) => type,
    },
    {
      id: 'effect',
      header: words('effect'),
      cell: ({ effect }) => effect ?? words('unchanged'),
      text: ({ effect }) => effect ?? '',
    },
    { id: 'figures', header: words('figures'), cell: figuresOf, text: figuresOf },
  ]
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label={title}>
      <Section title={words('transformation')}>
        <DataTable
          label={words('transformation')}
          rows={rows}
          columns={columns}
          rowId={({ name }) => name}
          rowName={({ name }) => name}
          empty={null}
        />
        {rows.length < columnCount && (
          <p className={styles.quiet}>{words('shownOf', { shown: number(rows.length), total: number(columnCount) })}</p>
        )}
      </Section>
      {settings.length > 0 && (
        <Section title={words('settings')}>
          <Facts facts={settings.map((one) => [one.title, String(one.value)])} />
        </Section>
      )}
    </section>
  )
}
